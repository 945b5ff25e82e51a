// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import org.dmatape.capture.tracedat.file.Cursor;

/// What a sub-buffer (page) of a ring can measure. Kernels make them of 4 KiB to some hundred KiB.
final class SubBufferSize {

    static final int SMALLEST_BYTES = 64;
    static final int LARGEST_BYTES = 16 << 20;

    private SubBufferSize() {}

    static int checked(long sizeBytes, Cursor cursor, long at) {
        if (sizeBytes < SMALLEST_BYTES || sizeBytes > LARGEST_BYTES) {
            throw cursor.damaged(
                    at,
                    "a page size between " + SMALLEST_BYTES + " and " + LARGEST_BYTES + " bytes",
                    Long.toString(sizeBytes));
        }
        return (int) sizeBytes;
    }
}
