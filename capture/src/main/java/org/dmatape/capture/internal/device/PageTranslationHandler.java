// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;

/// The IOMMU says what the page of an address was translated to (`vtd_dmar_translate`).
/// Where the look-up of the same address was traced too, this completes its row.
final class PageTranslationHandler implements EventHandler {

    private final DeviceTables tables;
    private final DeviceField device;
    private final FieldReader iova;
    private final FieldReader physAddress;
    private final FieldReader mask;

    PageTranslationHandler(EventFormat format, DeviceTables tables) {
        this.tables = tables;
        this.device = new DeviceField(format);
        this.iova = FieldReader.of(format, "iova");
        this.physAddress = FieldReader.of(format, "phys");
        this.mask = FieldReader.of(format, "mask");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        tables.accesses()
                .translated(event, device.read(event), iova.read(event), mask.read(event), physAddress.read(event));
    }

    @Override
    public String interpretation() {
        return "device_access: translated";
    }
}
