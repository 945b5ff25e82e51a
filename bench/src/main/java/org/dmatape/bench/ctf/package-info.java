// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// A trace in the Common Trace Format, made by perf: what babeltrace2 is measured on.
@NullMarked
package org.dmatape.bench.ctf;

import org.jspecify.annotations.NullMarked;
