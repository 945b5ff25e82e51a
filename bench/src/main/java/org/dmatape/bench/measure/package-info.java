// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// Runs a program as a user would and says what it took: wall time, processor time, peak memory.
@NullMarked
package org.dmatape.bench.measure;

import org.jspecify.annotations.NullMarked;
