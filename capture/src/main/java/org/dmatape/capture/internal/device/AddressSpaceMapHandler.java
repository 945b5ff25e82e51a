// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;

/// address_space_map: a device model asks for a stretch of memory, with its length and direction. It names no device:
/// the look-up of the first page does, which follows at once where there is an IOMMU and it is traced.
final class AddressSpaceMapHandler implements EventHandler {

    private final DeviceTables tables;
    private final FieldReader iova;
    private final FieldReader size;
    private final AccessField access;

    AddressSpaceMapHandler(EventFormat format, DeviceTables tables) {
        this.tables = tables;
        this.iova = FieldReader.of(format, "iova");
        this.size = FieldReader.of(format, "size");
        this.access = new AccessField(format);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        long sizeBytes = size.read(event);
        if (sizeBytes != 0) {
            tables.accesses().mapped(event, iova.read(event), sizeBytes, access.read(event));
        }
    }

    @Override
    public String interpretation() {
        return "device_access";
    }
}
