// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Texts of trace events as people paste them: the kernel's `trace` and `trace_pipe`, `trace-cmd report`, `perf
/// script`.
@NullMarked
package org.dmatape.capture.ftracetext;

import org.jspecify.annotations.NullMarked;
