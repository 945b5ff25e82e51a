// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

/// The two compressions trace-cmd uses, zlib and zstd, and none.
@NullMarked
package org.dmatape.capture.tracedat.compression;

import org.jspecify.annotations.NullMarked;
