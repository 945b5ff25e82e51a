// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.iommu;

import org.dmatape.replay.event.IommuOp;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.facts.SourceClocks;
import org.dmatape.replay.model.StaleRanges;
import org.dmatape.replay.model.internal.device.PageInvalidations;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.OperationTimes;

/// What the IOMMU does, told to all who keep track of what it may still remember.
public final class IommuState {

    private final IotlbState iotlb = new IotlbState();
    private final SourceClocks clocks;
    private final DeviceTraits traits;
    private final OperationTimes flushed;
    private final StaleWindows windows;
    private final PageInvalidations pages;

    public IommuState(SharedState shared, StaleWindows windows, PageInvalidations pages) {
        clocks = shared.clocks();
        traits = shared.traits();
        flushed = shared.flushed();
        this.windows = windows;
        this.pages = pages;
    }

    /// Executes an event of an IOMMU.
    public void execute(IommuOperation operation) {
        iotlb.execute(operation);
        if (operation.inDmaOperation()) {
            if (operation.flushes()) {
                flushed.note(operation.dmaOperation(), operation.tsNs());
                windows.flushedWithin(operation.dmaOperation());
            } else if (operation.op() == IommuOp.UNMAP) {
                windows.removedWithin(operation.dmaOperation(), operation.tsNs());
            }
            return;
        }
        boolean byDriver = clocks.isDriver(operation.source());
        if (operation.invalidates(byDriver) && clocks.isRelated(operation.source())) {
            boolean ofDevice = operation.device() != Names.UNKNOWN
                    && traits.of(operation.device()).hasMapping();
            windows.invalidated(operation, byDriver, ofDevice);
            pages.execute(operation);
        }
    }

    /// What devices may still reach although it was unmapped.
    public StaleRanges staleRanges() {
        return iotlb.ranges();
    }
}
