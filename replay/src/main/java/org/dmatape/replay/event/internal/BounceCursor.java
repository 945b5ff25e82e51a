// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal;

import org.dmatape.format.schema.BounceColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.Bounce;
import org.dmatape.replay.event.EventHandler;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.internal.column.LongColumn;
import org.dmatape.replay.event.internal.column.NameColumn;

/// Table `bounce`.
public final class BounceCursor extends EventCursor {

    private final LongColumn tsNs = column(BounceColumn.TS_NS, new LongColumn());
    private final LongColumn size = column(BounceColumn.SIZE, new LongColumn());
    private final NameColumn device;
    private final Bounce bounce = new Bounce();

    /// A cursor that numbers devices in these names.
    public BounceCursor(TapeNames names) {
        super(TapeTable.BOUNCE, BounceColumn.EVENT_ID);
        device = column(BounceColumn.DEVICE, new NameColumn(names.devices()));
    }

    @Override
    public int deliver(EventHandler handler) {
        int row = row();
        bounce.at(eventIdAt(row), tsNs.get(row));
        bounce.begin(device.name(row), size.getOr(row, 0));
        advance();
        handler.bounce(bounce);
        return 1;
    }
}
