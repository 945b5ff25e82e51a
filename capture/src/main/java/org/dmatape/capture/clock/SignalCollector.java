// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TextPool;

/// Takes the rows of a recording that is decoded to look at its clock, and keeps nothing of them but when queues were
/// kicked and interrupts raised.
public final class SignalCollector {

    private final PlainTextPool texts = new PlainTextPool();
    private final IgnoredRows ignored = new IgnoredRows();
    private final DriverQueueRows driverRows = new DriverQueueRows(texts);
    private final DeviceQueueRows deviceRows = new DeviceQueueRows(texts);

    /// The table that rows go to.
    public TableAppender table(TapeTable table) {
        return switch (table) {
            case VQ_OP -> driverRows;
            case DEVICE_VQ_OP -> deviceRows;
            default -> ignored;
        };
    }

    /// The texts of those rows.
    public TextPool texts() {
        return texts;
    }

    /// All rows were given.
    ///
    /// @param firstNs time of the recording's first event
    /// @param lastNs time of its last event
    public void finish(long firstNs, long lastNs) {
        driverRows.finish();
        deviceRows.finish();
        for (SideSignals side : new SideSignals[] {driver(), device()}) {
            if (!side.queues().isEmpty()) {
                side.see(firstNs);
                side.see(lastNs);
            }
        }
    }

    /// What the recording tells of the driver's side.
    public SideSignals driver() {
        return driverRows.signals();
    }

    /// What it tells of the device's side.
    public SideSignals device() {
        return deviceRows.signals();
    }
}
