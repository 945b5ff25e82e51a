// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.IommuOpRows;

/// attach_device_to_domain, detach_device_from_domain, add_device_to_group, remove_device_from_group.
final class IommuDeviceHandler implements EventHandler {

    private final DmaTables tables;
    private final TextField device;
    private final String op;
    private final int opText;

    IommuDeviceHandler(EventFormat format, DmaTables tables, String op) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "device");
        this.op = op;
        this.opText = tables.rows().words().word(op);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        IommuOpRows rows = tables.rows().iommuOps();
        rows.begin(event, context, opText);
        int deviceTextId = device.read(event);
        if (tables.correlation().devices().see(deviceTextId)) {
            rows.device(deviceTextId);
        }
    }

    @Override
    public String interpretation() {
        return "iommu_op: " + op;
    }
}
