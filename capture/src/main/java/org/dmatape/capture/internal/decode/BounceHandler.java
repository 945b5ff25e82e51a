// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;

/// swiotlb:swiotlb_bounced, written before a slot is looked for; `dev_addr` is the address of the original memory.
final class BounceHandler implements EventHandler {

    private final DmaTables tables;
    private final TextField device;
    private final FieldReader address;
    private final FieldReader size;
    private final FieldReader force;

    BounceHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.device = TextField.of(format, tables.rows().words().texts(), "dev_name");
        this.address = FieldReader.of(format, "dev_addr");
        this.size = FieldReader.of(format, "size");
        this.force = FieldReader.of(format, "force", "swiotlb_force");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        long memory = address.read(event);
        int deviceTextId = device.read(event);
        tables.correlation().devices().see(deviceTextId);
        long row = tables.rows().bounces().add(event, deviceTextId, memory, size.read(event), force.read(event) != 0);
        context.pendingBounce().expect(row, memory);
    }

    @Override
    public String interpretation() {
        return "bounce";
    }
}
