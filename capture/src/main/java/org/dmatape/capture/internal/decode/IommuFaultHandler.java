// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;

/// iommu:io_page_fault, which AMD and most Arm drivers raise, Intel does not. Its flags differ from driver to driver.
final class IommuFaultHandler implements EventHandler {

    private final DmaTables tables;
    private final TextField device;
    private final TextField driver;
    private final FieldReader iova;

    IommuFaultHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "device");
        this.driver = TextField.of(format, tables.rows().words().texts(), "driver");
        this.iova = FieldReader.of(format, "iova");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        tables.rows().iommuFaults().add(event, device.read(event), iova.read(event), driver.read(event));
    }

    @Override
    public String interpretation() {
        return "iommu_fault";
    }
}
