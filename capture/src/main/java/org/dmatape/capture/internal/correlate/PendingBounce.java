// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// A bounce, already a row: the mapping of the same memory follows it.
public final class PendingBounce {

    private long row = OperationFrame.NO_ROW;
    private long physAddress;

    /// Expects the mapping.
    public void expect(long newRow, long newPhysAddress) {
        this.row = newRow;
        this.physAddress = newPhysAddress;
    }

    /// Takes the row for a mapping of that memory, or -1.
    public long take(long ofPhysAddress) {
        long taken = physAddress == ofPhysAddress ? row : OperationFrame.NO_ROW;
        row = OperationFrame.NO_ROW;
        return taken;
    }

    /// Nothing is pending any more.
    public void clear() {
        row = OperationFrame.NO_ROW;
    }
}
