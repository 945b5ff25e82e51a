// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.AccessKind;
import org.dmatape.capture.internal.rows.IommuFaultRows;

/// iommu:io_page_fault, which AMD and most Arm drivers raise, Intel does not. It tells no reason.
final class IommuFaultHandler implements EventHandler {

    /// IOMMU_FAULT_WRITE (include/linux/iommu.h); a read has no flag.
    private static final long FAULT_WRITE = 1;

    private final DmaTables tables;
    private final TextField device;
    private final FieldReader flags;
    private final FieldReader iova;

    IommuFaultHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "device");
        this.flags = FieldReader.of(format, "flags");
        this.iova = FieldReader.of(format, "iova");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        boolean isWrite = (flags.read(event) & FAULT_WRITE) != 0;
        IommuFaultRows rows = tables.rows().iommuFaults();
        long row = rows.begin(event, AccessKind.ofWrite(isWrite));
        int deviceTextId = device.read(event);
        if (tables.correlation().devices().see(deviceTextId)) {
            rows.amendDevice(row, deviceTextId);
        }
        rows.iova(iova.read(event));
    }

    @Override
    public String interpretation() {
        return "iommu_fault";
    }
}
