// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.AccessKind;
import org.dmatape.capture.internal.rows.AccessResult;

/// An AMD IOMMU says which page an address was translated to (`amdvi_translation_result`): 0 where the page tables have
/// none, which QEMU reports in no other way. Where the look-up of the address was traced too, this completes its row.
///
/// Source: amdvi_translate() and amdvi_page_walk() in hw/i386/amd_iommu.c of 7.2; seen in a guest.
final class AmdTranslationHandler implements EventHandler {

    private static final long PAGE_MASK = IommuPages.SMALLEST_PAGE_BYTES - 1;

    private final DeviceTables tables;
    private final DeviceField device;
    private final FieldReader iova;
    private final FieldReader page;

    AmdTranslationHandler(EventFormat format, DeviceTables tables) {
        this.tables = tables;
        this.device = new DeviceField(format);
        this.iova = FieldReader.of(format, "iova");
        this.page = FieldReader.of(format, "phys");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        OpenAccesses accesses = tables.accesses();
        long requesterId = device.read(event);
        long address = iova.read(event);
        long pageAddress = page.read(event);
        AccessResult result = pageAddress == 0 ? AccessResult.FAULT : AccessResult.TRANSLATED;
        long row = accesses.close(requesterId, address, 0);
        if (row == OpenAccesses.NO_ROW) {
            row = accesses.lookedUp(event, requesterId, address, AccessKind.UNKNOWN, result);
            accesses.closeAny(requesterId);
        }
        if (result == AccessResult.FAULT) {
            tables.rows().deviceAccesses().amendResult(row, result);
        } else {
            tables.rows().deviceAccesses().amendPhysAddress(row, (pageAddress & ~PAGE_MASK) | (address & PAGE_MASK));
        }
    }

    @Override
    public String interpretation() {
        return "device_access: translated, or fault";
    }
}
