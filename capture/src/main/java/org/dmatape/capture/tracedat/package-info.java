// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Reading `trace.dat`, the file format of trace-cmd, versions 6 and 7.
///
/// Source: trace-cmd 3.4, `Documentation/trace-cmd/trace-cmd.dat.v6.5.txt` and `trace-cmd.dat.v7.5.txt`, held against
/// files that trace-cmd wrote.
@NullMarked
package org.dmatape.capture.tracedat;

import org.jspecify.annotations.NullMarked;
