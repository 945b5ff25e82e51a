// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.internal.decode.DmaTables;

/// What every handler of probe events writes to and learns from.
///
/// @param dma the tape's tables, and the correlation of DMA events
/// @param virtqueues what is known of each queue
/// @param deviceTexts kinds of device names
/// @param functions which functions are probed, and how
/// @param pages where the kernel keeps its array of struct page
public record ProbeTables(
        DmaTables dma,
        VirtqueueDirectory virtqueues,
        DeviceTexts deviceTexts,
        ProbedFunctions functions,
        PageArray pages) {}
