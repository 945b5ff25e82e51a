// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Synthetic recordings of any size with known ground truth: options in, a valid `trace.dat` and its truth out.
@NullMarked
package org.dmatape.samples.generate;

import org.jspecify.annotations.NullMarked;
