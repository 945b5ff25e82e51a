// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import java.util.Arrays;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.AccessKind;
import org.dmatape.capture.internal.rows.AccessResult;
import org.dmatape.capture.internal.rows.DeviceAccessRows;

/// Joins the lines that tell of one access into one row of `device_access`.
///
/// A device model maps a buffer (`address_space_map`: address, length, direction), the IOMMU looks each page up
/// (`hit` or `update`: the full address) and says what it found (`translate`: page and result). Any of them may be
/// missing, depending on what was traced. The first begins the row; one that follows for the same device and the same
/// page completes it.
final class OpenAccesses {

    /// There is no such row.
    static final long NO_ROW = -1;

    private static final int SLOTS = 1 << 16;
    private static final long WHOLE_ADDRESS = -1;

    private final DeviceAccessRows rows;
    private final DeviceNames devices;
    private long[] openRow = new long[0];
    private long[] openIova = new long[0];
    private boolean[] openIsStart = new boolean[0];
    private long mappedRow = NO_ROW;
    private long mappedNext;
    private long mappedLast;
    private boolean mappedIsUntouched;

    OpenAccesses(DeviceAccessRows rows, DeviceNames devices) {
        this.rows = rows;
        this.devices = devices;
    }

    /// A device model asks for a stretch of memory; the look-ups of its pages, in ascending order, belong to it.
    void mapped(EventCursor event, long iova, long sizeBytes, AccessKind kind) {
        mappedRow = rows.begin(event, iova, kind, AccessResult.UNKNOWN);
        rows.amendSize(mappedRow, sizeBytes);
        mappedNext = iova;
        mappedLast = iova + sizeBytes - 1;
        mappedIsUntouched = true;
    }

    /// The IOMMU looked an address up.
    ///
    /// @return the row of the access
    long lookedUp(EventCursor event, long requesterId, long iova, AccessKind kind, AccessResult result) {
        boolean belongs = isNextOfMapped(iova, iova);
        boolean isStart = !belongs || mappedIsUntouched;
        long row = belongs ? mappedRow : rows.begin(event, iova, kind, result);
        rows.amendDevice(row, devices.textIdOf(requesterId));
        if (belongs) {
            rows.amendResult(row, result);
            advanceMapped(iova);
        }
        open(requesterId, row, iova, isStart);
        return row;
    }

    /// The IOMMU says what a page was translated to.
    ///
    /// @param pageMask bits of the address within the page
    /// @param page the page's physical address
    void translated(EventCursor event, long requesterId, long iova, long pageMask, long page) {
        int slot = slotOf(requesterId);
        long row = close(requesterId, iova, pageMask);
        if (row != NO_ROW) {
            if (openIsStart[slot]) {
                rows.amendPhysAddress(row, (page & ~pageMask) | (openIova[slot] & pageMask));
            }
        } else if (isNextOfMapped(iova, iova | pageMask)) {
            rows.amendDevice(mappedRow, devices.textIdOf(requesterId));
            rows.amendResult(mappedRow, AccessResult.TRANSLATED);
            if (mappedIsUntouched) {
                rows.amendPhysAddress(mappedRow, (page & ~pageMask) | (mappedNext & pageMask));
            }
            advanceMapped(iova | pageMask);
        } else {
            long added = rows.begin(event, iova, AccessKind.UNKNOWN, AccessResult.TRANSLATED);
            rows.amendDevice(added, devices.textIdOf(requesterId));
            rows.amendSize(added, pageMask + 1);
            rows.amendPhysAddress(added, page);
        }
    }

    /// Takes the access of that device to that page which is still open.
    ///
    /// @return its row, or [#NO_ROW]
    long close(long requesterId, long iova, long pageMask) {
        int slot = slotOf(requesterId);
        if (slot >= openRow.length || openRow[slot] == NO_ROW || ((openIova[slot] ^ iova) & ~pageMask) != 0) {
            return NO_ROW;
        }
        long row = openRow[slot];
        openRow[slot] = NO_ROW;
        return row;
    }

    /// Takes the access of that device which is still open, whatever its address.
    ///
    /// @return its row, or [#NO_ROW]
    long closeAny(long requesterId) {
        return close(requesterId, 0, WHOLE_ADDRESS);
    }

    /// @param first first address that was looked up
    /// @param last last address of which that tells
    private boolean isNextOfMapped(long first, long last) {
        return mappedRow != NO_ROW
                && Long.compareUnsigned(last, mappedNext) >= 0
                && Long.compareUnsigned(first, mappedLast) <= 0;
    }

    /// Addresses up to that one have been looked up. Where pages are small the next look-up begins right behind the
    /// page, where they are large further on.
    private void advanceMapped(long lookedUpTo) {
        mappedIsUntouched = false;
        mappedNext = (lookedUpTo | (IommuPages.SMALLEST_PAGE_BYTES - 1)) + 1;
        if (mappedNext == 0 || Long.compareUnsigned(mappedNext, mappedLast) > 0) {
            mappedRow = NO_ROW;
        }
    }

    private void open(long requesterId, long row, long iova, boolean isStart) {
        if (openRow.length == 0) {
            openRow = new long[SLOTS];
            openIova = new long[SLOTS];
            openIsStart = new boolean[SLOTS];
            Arrays.fill(openRow, NO_ROW);
        }
        int slot = slotOf(requesterId);
        openRow[slot] = row;
        openIova[slot] = iova;
        openIsStart[slot] = isStart;
    }

    /// Devices beyond the first segment share slots, and so does the device nobody named; the address tells them apart.
    private static int slotOf(long requesterId) {
        return (int) requesterId & (SLOTS - 1);
    }
}
