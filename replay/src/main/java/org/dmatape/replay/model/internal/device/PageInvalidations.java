// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import java.util.Arrays;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.dmatape.replay.model.internal.table.PageIndex;

/// When an IOMMU was last told to forget the pages that devices may reach. What names no device counts for all of them.
public final class PageInvalidations {

    private final DevicePages pages;
    private final DeviceTraits traits;
    private long wholeId = DevicePages.NEVER;
    private long[] wholeOfDevice = new long[0];

    public PageInvalidations(DevicePages pages, DeviceTraits traits) {
        this.pages = pages;
        this.traits = traits;
    }

    /// Executes what an IOMMU was told.
    public void execute(IommuOperation operation) {
        int named = operation.device();
        int device = named != Names.UNKNOWN && traits.of(named).hasMapping() ? named : Names.UNKNOWN;
        long last = operation.iova() + operation.size() - 1;
        if (operation.isWhole() || last - operation.iova() >= PageIndex.LARGE_BYTES) {
            whole(device, operation.eventId());
            return;
        }
        for (long page = operation.iova() >> PageIndex.PAGE_BITS; page <= last >> PageIndex.PAGE_BITS; page++) {
            if (device == Names.UNKNOWN) {
                for (int each = 0; each < traits.count(); each++) {
                    page(each, page, operation.eventId());
                }
            } else {
                page(device, page, operation.eventId());
            }
        }
    }

    private void whole(int device, long event) {
        if (device == Names.UNKNOWN) {
            wholeId = event;
            return;
        }
        int known = wholeOfDevice.length;
        if (device >= known) {
            wholeOfDevice = Arrays.copyOf(wholeOfDevice, device + 1);
            Arrays.fill(wholeOfDevice, known, device + 1, DevicePages.NEVER);
        }
        wholeOfDevice[device] = event;
    }

    private void page(int device, long page, long event) {
        int row = pages.find(device, page);
        if (row != KeyTable.ABSENT) {
            pages.invalidated(row, event);
        }
    }

    /// The latest event after which a page of a device had to be looked up again, or [DevicePages#NEVER].
    long last(int device, int page) {
        long ofDevice = device < wholeOfDevice.length ? wholeOfDevice[device] : DevicePages.NEVER;
        return Math.max(Math.max(wholeId, ofDevice), pages.invalidatedId(page));
    }
}
