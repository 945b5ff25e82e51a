// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.IommuOpRows;

/// intel_iommu:cache_tag_flush_range(_np) and cache_tag_flush_all: the driver asks the IOMMU to forget translations.
final class CacheTagFlushHandler implements EventHandler {

    private final DmaTables tables;
    /// What the tag is of: a device, or for the tags of the IOMMU's own cache the IOMMU itself.
    private final TextField device;
    private final TextField iommu;
    private final FieldReader domain;
    private final FieldReader start;
    private final FieldReader end;
    private final String op;
    private final int opText;

    CacheTagFlushHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "dev");
        this.iommu = TextField.of(format, tables.rows().words().texts(), "iommu");
        this.domain = FieldReader.of(format, "domain_id");
        this.start = FieldReader.of(format, "start");
        this.end = FieldReader.of(format, "end");
        this.op = start.isPresent() ? "flush_range" : "flush_all";
        this.opText = tables.rows().words().word(op);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        IommuOpRows rows = tables.rows().iommuOps();
        rows.begin(event, context, opText);
        int deviceTextId = device.read(event);
        if (deviceTextId != iommu.read(event) && tables.correlation().devices().see(deviceTextId)) {
            rows.device(deviceTextId);
        }
        if (domain.isPresent()) {
            rows.domain(domain.read(event));
        }
        if (start.isPresent()) {
            long from = start.read(event);
            rows.iova(from);
            rows.size(end.read(event) - from + 1); // both ends are inclusive
        }
        tables.correlation().invalidated(context, rows.row());
    }

    @Override
    public String interpretation() {
        return "iommu_op: " + op;
    }
}
