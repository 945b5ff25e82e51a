// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// What is measured on: generated recordings with their truth, the tapes made of them, a trace that babeltrace2 can
/// read.
@NullMarked
package org.dmatape.bench.input;

import org.jspecify.annotations.NullMarked;
