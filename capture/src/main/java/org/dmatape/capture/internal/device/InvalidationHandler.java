// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.IommuOpRows;

/// An IOMMU of the device model forgets translations: of a range, of a domain, or all.
final class InvalidationHandler implements EventHandler {

    private final DeviceTables tables;
    private final FieldReader domain;
    private final FieldReader address;
    private final FieldReader order;
    private final FieldReader granule;
    private final FieldReader pages;
    private final int opText;

    InvalidationHandler(EventFormat format, DeviceTables tables) {
        this.tables = tables;
        this.domain = FieldReader.of(format, "domain");
        this.address = FieldReader.of(format, "addr");
        this.order = FieldReader.of(format, "order");
        this.granule = FieldReader.of(format, "tg");
        this.pages = FieldReader.of(format, "num_pages");
        this.opText = tables.rows().words().word("invalidate");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        IommuOpRows rows = tables.rows().iommuOps();
        rows.beginOfDevice(event, opText);
        if (domain.isPresent()) {
            rows.domain(domain.read(event));
        }
        if (address.isPresent()) {
            rows.iova(address.read(event));
            rows.size(
                    order.isPresent()
                            ? IommuPages.bytesOfOrder(order.read(event))
                            : IommuPages.bytesOfGranules(granule.read(event), pages.read(event)));
        }
    }

    @Override
    public String interpretation() {
        return "iommu_op: invalidate";
    }
}
