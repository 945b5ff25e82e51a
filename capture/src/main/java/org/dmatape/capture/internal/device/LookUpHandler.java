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

/// The IOMMU looked up the address a device used, and the event has that address in full.
final class LookUpHandler implements EventHandler {

    private final DeviceTables tables;
    private final DeviceField device;
    private final FieldReader iova;
    private final FieldReader physAddress;
    private final AccessField access;
    private final AccessResult result;

    LookUpHandler(EventFormat format, DeviceTables tables, AccessResult result) {
        this.tables = tables;
        this.device = new DeviceField(format);
        this.iova = FieldReader.of(format, "iova");
        this.physAddress = FieldReader.of(format, "phys");
        this.access = new AccessField(format);
        this.result = result;
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        AccessKind kind = access.read(event);
        long requesterId = device.read(event);
        long row = tables.accesses().lookedUp(event, requesterId, iova.read(event), kind, result);
        if (physAddress.isPresent()) {
            tables.rows().deviceAccesses().amendPhysAddress(row, physAddress.read(event));
            if (result == AccessResult.TRANSLATED) { // all is told: what comes later at the address is another access
                tables.accesses().closeAny(requesterId);
            }
        }
    }

    @Override
    public String interpretation() {
        return "device_access: " + result.text();
    }
}
