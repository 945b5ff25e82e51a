// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.decode.FieldReader;
import org.dmatape.capture.internal.merge.EventCursor;

/// Reads the device of an event, however the event names it, as a requester id.
final class DeviceField {

    private static final int BUS_SHIFT = 8;
    private static final int SLOT_SHIFT = 3;
    private static final long MOST_BUS = 0xff;
    private static final long MOST_SLOT = 0x1f;
    private static final long MOST_FUNCTION = 7;

    private final FieldReader id;
    private final FieldReader bus;
    private final FieldReader slot;
    private final FieldReader function;

    DeviceField(EventFormat format) {
        this.id = FieldReader.of(format, "sid", "endpoint");
        this.bus = FieldReader.of(format, "bus");
        this.slot = FieldReader.of(format, "slot");
        this.function = FieldReader.of(format, "function");
    }

    /// The requester id, or [DeviceNames#NONE].
    long read(EventCursor event) {
        if (id.isPresent()) {
            return id.read(event);
        }
        if (!bus.isPresent()) {
            return DeviceNames.NONE;
        }
        long busNumber = bus.read(event);
        long slotNumber = slot.read(event);
        long functionNumber = function.read(event);
        boolean usable = Long.compareUnsigned(busNumber, MOST_BUS) <= 0
                && Long.compareUnsigned(slotNumber, MOST_SLOT) <= 0
                && Long.compareUnsigned(functionNumber, MOST_FUNCTION) <= 0;
        return usable ? (busNumber << BUS_SHIFT) | (slotNumber << SLOT_SHIFT) | functionNumber : DeviceNames.NONE;
    }
}
