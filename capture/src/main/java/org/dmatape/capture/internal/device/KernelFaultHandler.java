// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.decode.TextField;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.IommuFaultRows;

/// A fault from the kernel's log. It makes no row of `device_access`: the driver tells of few of the accesses that
/// faulted, and when it came to it, not when the device tried.
final class KernelFaultHandler implements EventHandler {

    private final DeviceTables tables;
    private final DeviceField device;
    private final FieldReader iova;
    private final FieldReader hasIova;
    private final AccessField access;
    private final TextField reason;

    KernelFaultHandler(EventFormat format, DeviceTables tables) {
        this.tables = tables;
        this.device = new DeviceField(format);
        this.iova = FieldReader.of(format, "iova");
        this.hasIova = FieldReader.of(format, "has_iova");
        this.access = new AccessField(format);
        this.reason = TextField.of(format, tables.rows().words().texts(), "reason");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        IommuFaultRows faults = tables.rows().iommuFaults();
        long row = faults.begin(event, access.read(event));
        faults.amendDevice(row, tables.devices().textIdOf(device.read(event)));
        if (hasIova.read(event) != 0) {
            faults.iova(iova.read(event));
        }
        int reasonText = reason.read(event);
        if (reasonText != TextField.NO_TEXT) {
            faults.reason(reasonText);
        }
    }

    @Override
    public String interpretation() {
        return "iommu_fault";
    }
}
