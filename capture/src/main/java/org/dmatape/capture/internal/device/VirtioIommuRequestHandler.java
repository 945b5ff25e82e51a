// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.IommuOpRows;

/// A request of the guest's driver that a virtio-iommu carries out: attach, detach, map, unmap. Ends of ranges are
/// inclusive. Source: hw/virtio/virtio-iommu.c.
final class VirtioIommuRequestHandler implements EventHandler {

    private final DeviceTables tables;
    private final Removals removals;
    private final Op op;
    private final FieldReader domain;
    private final FieldReader endpoint;
    private final FieldReader start;
    private final FieldReader end;
    private final FieldReader physAddress;
    private final int opText;

    /// What is asked for.
    enum Op {
        ATTACH,
        DETACH,
        MAP,
        UNMAP,
        /// A mapping inside the range of the unmap before has been removed.
        UNMAPPED;

        String text() {
            return switch (this) {
                case ATTACH -> "attach";
                case DETACH -> "detach";
                case MAP -> "map";
                case UNMAP, UNMAPPED -> "unmap";
            };
        }
    }

    /// What the unmap before has removed so far; shared by the handlers of a device model.
    static final class Removals {
        private long row = -1;
        private long bytes;
    }

    VirtioIommuRequestHandler(EventFormat format, DeviceTables tables, Op op, Removals removals) {
        this.tables = tables;
        this.removals = removals;
        this.op = op;
        this.domain = FieldReader.of(format, "domain");
        this.endpoint = FieldReader.of(format, "endpoint");
        this.start = FieldReader.of(format, "start");
        this.end = FieldReader.of(format, "end");
        this.physAddress = FieldReader.of(format, "phys");
        this.opText = tables.rows().words().word(op.text());
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        long domainId = domain.read(event);
        long sizeBytes = end.read(event) - start.read(event) + 1;
        switch (op) {
            case ATTACH -> {
                tables.domains().attach(domainId, endpoint.read(event));
                begin(event, domainId, endpoint.read(event));
            }
            case DETACH -> {
                begin(event, domainId, endpoint.read(event));
                tables.domains().detach(domainId, endpoint.read(event));
            }
            case MAP -> {
                range(event, domainId, sizeBytes).physAddress(physAddress.read(event));
            }
            case UNMAP -> {
                removals.row = range(event, domainId, sizeBytes).row();
                removals.bytes = 0;
            }
            case UNMAPPED -> {
                removals.bytes += sizeBytes;
                if (removals.row >= 0) {
                    tables.rows().iommuOps().amendUnmappedSize(removals.row, removals.bytes);
                }
            }
        }
    }

    private IommuOpRows begin(EventCursor event, long domainId, long requesterId) {
        IommuOpRows rows = tables.rows().iommuOps();
        rows.beginOfDevice(event, opText);
        rows.domain(domainId);
        int device = tables.devices().textIdOf(requesterId);
        if (device != DeviceNames.NONE) {
            rows.device(device);
        }
        return rows;
    }

    private IommuOpRows range(EventCursor event, long domainId, long sizeBytes) {
        IommuOpRows rows = begin(event, domainId, tables.domains().endpointOf(domainId));
        rows.iova(start.read(event));
        rows.size(sizeBytes);
        return rows;
    }

    @Override
    public String interpretation() {
        return "iommu_op: " + op.text();
    }
}
