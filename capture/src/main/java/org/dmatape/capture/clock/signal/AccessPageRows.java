// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import org.dmatape.format.schema.DeviceAccessColumn;
import org.dmatape.format.write.TextPool;

/// Keeps which pages rows of `device_access` say were translated, and to what.
final class AccessPageRows extends AmendedRows {

    private static final int WINDOW = 1 << 9;

    private final TextPool texts;
    private final PageSightings sightings;

    AccessPageRows(TextPool texts, PageSightings sightings) {
        super(WINDOW, DeviceAccessColumn.values().length);
        this.texts = texts;
        this.sightings = sightings;
    }

    @Override
    void take(long row) {
        long iova = value(row, DeviceAccessColumn.IOVA);
        long physAddress = value(row, DeviceAccessColumn.PHYS_ADDR);
        if (iova == UNSET || physAddress == UNSET) {
            return;
        }
        String result = texts.textOf((int) value(row, DeviceAccessColumn.RESULT));
        if (result.equals("translated") || result.equals("hit")) {
            sightings.translated(value(row, DeviceAccessColumn.TS_NS), iova, physAddress);
        }
    }
}
