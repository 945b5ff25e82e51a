// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

/// Gives every row of the tape its number, in the order of the merge.
public final class EventNumbers {

    private long next;

    /// Number of the row that begins now.
    public long take() {
        long taken = next;
        next++;
        return taken;
    }

    /// Number the next row will get.
    public long next() {
        return next;
    }
}
