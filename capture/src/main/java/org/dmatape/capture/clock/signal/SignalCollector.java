// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import org.dmatape.capture.internal.rows.PlainTextPool;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TextPool;

/// Takes the rows of a recording that is decoded to look at its clock, and keeps nothing of them but when queues were
/// kicked, interrupts raised, and pages mapped, used and forgotten.
public final class SignalCollector {

    private static final int MOST_WALKS = 1 << 17;

    private final PlainTextPool texts = new PlainTextPool();
    private final IgnoredRows ignored = new IgnoredRows();
    private final DriverQueueRows driverRows = new DriverQueueRows(texts);
    private final DeviceQueueRows deviceRows = new DeviceQueueRows(texts);
    private final PageSightings sightings = new PageSightings();
    private final DmaOpTimes dmaOps = new DmaOpTimes();
    private final IommuPageRows iommuRows = new IommuPageRows(texts, dmaOps, sightings);
    private final PageSightings walks = new PageSightings(MOST_WALKS);
    private final AccessPageRows accessRows = new AccessPageRows(texts, sightings, walks);
    private final LossSpans losses = new LossSpans();

    /// The table that rows go to.
    public TableAppender table(TapeTable table) {
        return switch (table) {
            case VQ_OP -> driverRows;
            case DEVICE_VQ_OP -> deviceRows;
            case DMA_OP -> dmaOps;
            case IOMMU_OP -> iommuRows;
            case DEVICE_ACCESS -> accessRows;
            case LOSS -> losses;
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
        iommuRows.finish();
        accessRows.finish();
        losses.finish();
        driver().pages(iommuRows.operations(), new PageSightings(), losses);
        device().pages(new PageOperations(), sightings, losses);
        device().walks(walks);
        for (SideSignals side : new SideSignals[] {driver(), device()}) {
            if (side.saysAnything()) {
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
