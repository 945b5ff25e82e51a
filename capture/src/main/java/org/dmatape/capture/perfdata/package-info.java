// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Recordings that perf made: perf.data with samples of tracepoints, which hold the kernel's own records.
@NullMarked
package org.dmatape.capture.perfdata;

import org.jspecify.annotations.NullMarked;
