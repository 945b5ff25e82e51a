// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import java.util.function.ToIntFunction;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.AccessKind;
import org.dmatape.capture.internal.rows.AccessResult;
import org.dmatape.capture.internal.rows.IommuFaultRows;

/// An IOMMU of the device model refused an access: a row of `iommu_fault`, and one of `device_access` where the address
/// is known.
final class FaultHandler implements EventHandler {

    private final DeviceTables tables;
    private final DeviceField device;
    private final FieldReader iova;
    private final AccessField access;
    private final ToIntFunction<EventCursor> reason;

    /// @param reason text of the reason
    FaultHandler(EventFormat format, DeviceTables tables, ToIntFunction<EventCursor> reason) {
        this.tables = tables;
        this.device = new DeviceField(format);
        this.iova = FieldReader.of(format, "iova");
        this.access = new AccessField(format);
        this.reason = reason;
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        long requesterId = device.read(event);
        AccessKind kind = access.read(event);
        IommuFaultRows faults = tables.rows().iommuFaults();
        long fault = faults.begin(event, kind);
        faults.amendDevice(fault, tables.devices().textIdOf(requesterId));
        int reasonText = reason.applyAsInt(event);
        if (reasonText >= 0) {
            faults.reason(reasonText);
        }
        if (!iova.isPresent()) {
            return;
        }
        long address = iova.read(event);
        faults.iova(address);
        OpenAccesses accesses = tables.accesses();
        long asked = accesses.close(requesterId, address, 0);
        if (asked == OpenAccesses.NO_ROW) {
            accesses.lookedUp(event, requesterId, address, kind, AccessResult.FAULT);
            accesses.closeAny(requesterId);
        } else {
            tables.rows().deviceAccesses().amendResult(asked, AccessResult.FAULT);
        }
    }

    @Override
    public String interpretation() {
        return "iommu_fault";
    }
}
