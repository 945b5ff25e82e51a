// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.internal.rows.TapeRows;

/// What every handler of DMA events writes to.
///
/// @param rows the tape's tables
/// @param api words and facts of the DMA API
/// @param correlation ties events to operations
public record DmaTables(TapeRows rows, DmaApi api, DmaCorrelation correlation) {}
