// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import org.dmatape.capture.clock.signal.PageSightings.Kind;
import org.dmatape.format.schema.DeviceAccessColumn;
import org.dmatape.format.write.TextPool;

/// Keeps which pages rows of `device_access` say were translated, and to what.
final class AccessPageRows extends AmendedRows {

    private static final int WINDOW = 1 << 9;

    private final TextPool texts;
    private final PageSightings sightings;
    private final PageSightings walks;

    AccessPageRows(TextPool texts, PageSightings sightings, PageSightings walks) {
        super(WINDOW, DeviceAccessColumn.values().length);
        this.texts = texts;
        this.sightings = sightings;
        this.walks = walks;
    }

    @Override
    void take(long row) {
        long iova = value(row, DeviceAccessColumn.IOVA);
        long physAddress = value(row, DeviceAccessColumn.PHYS_ADDR);
        if (iova == UNSET || physAddress == UNSET) {
            return;
        }
        String result = texts.textOf((int) value(row, DeviceAccessColumn.RESULT));
        long tsNs = value(row, DeviceAccessColumn.TS_NS);
        if (result.equals("translated") || result.equals("hit")) {
            sightings.translated(tsNs, iova, physAddress);
        }
        if (result.equals("translated")) {
            walks.add(Kind.TRANSLATED, tsNs, iova, 1, physAddress);
        }
    }
}
