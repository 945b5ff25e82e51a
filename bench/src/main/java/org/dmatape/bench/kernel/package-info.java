// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
/// The kernels of the hot path, each alone and warm, as JMH benchmarks; `bench/jmh` runs them. What a whole command
/// costs,
/// start included and beside its peers, `bench/run` measures.
@NullMarked
package org.dmatape.bench.kernel;

import org.jspecify.annotations.NullMarked;
