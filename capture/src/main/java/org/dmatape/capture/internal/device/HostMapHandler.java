// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.DynamicField;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.IommuOpRows;

/// The device model maps guest memory for a device of the host: vfio, iommufd, vhost, vhost-vdpa. What is mapped is the
/// process's memory, so there is no physical address. A map that vfio announces and iommufd carries out is one row.
final class HostMapHandler implements EventHandler {

    private final DeviceTables tables;
    private final Latest latest;
    private final FieldReader iova;
    private final FieldReader size;
    private final FieldReader end;
    private final FieldReader result;
    private final DynamicField operation;
    private final boolean isUnmap;
    private final int mapText;
    private final int unmapText;

    /// The row made last; shared by the handlers of a device model.
    static final class Latest {
        private long iova;
        private long sizeBytes;
        private int opText = -1;
    }

    HostMapHandler(EventFormat format, DeviceTables tables, Latest latest) {
        this.tables = tables;
        this.latest = latest;
        this.iova = FieldReader.of(format, "iova", "start");
        this.size = FieldReader.of(format, "size");
        this.end = FieldReader.of(format, "end");
        this.result = FieldReader.of(format, "result");
        this.operation = DynamicField.of(format, "op");
        this.isUnmap = format.name().contains("unmap") || format.name().endsWith("_del");
        this.mapText = tables.rows().words().word("map");
        this.unmapText = tables.rows().words().word("unmap");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        if (result.isPresent() && result.read(event) != 0) {
            return; // it failed: nothing was mapped or unmapped
        }
        long address = iova.read(event);
        long sizeBytes = size.isPresent() ? size.read(event) : end.read(event) - address + 1;
        int opText = isUnmap || saysUnmap(event) ? unmapText : mapText;
        if (latest.opText == opText && latest.iova == address && latest.sizeBytes == sizeBytes) {
            return;
        }
        latest.opText = opText;
        latest.iova = address;
        latest.sizeBytes = sizeBytes;
        IommuOpRows rows = tables.rows().iommuOps();
        rows.beginOfDevice(event, opText);
        rows.iova(address);
        rows.size(sizeBytes);
    }

    /// `MAP` or `UNMAP`.
    private boolean saysUnmap(EventCursor event) {
        return operation.lengthBytes(event) > 0 && event.unsignedByte(operation.start(event)) == 'U';
    }

    @Override
    public String interpretation() {
        return operation.isPresent() ? "iommu_op: map, unmap" : isUnmap ? "iommu_op: unmap" : "iommu_op: map";
    }
}
