// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal;

import org.dmatape.replay.event.IommuOp;
import org.dmatape.replay.event.IommuOperation;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.SourceClocks;
import org.dmatape.replay.model.StaleRanges;

/// What the IOMMU does, told to all who keep track of what it may still remember.
final class IommuState {

    private final IotlbState iotlb = new IotlbState();
    private final SourceClocks clocks;
    private final DeviceTraits traits;
    private final OperationTimes flushed;
    private final StaleWindows windows;
    private final PageInvalidations pages;

    IommuState(
            SourceClocks clocks,
            DeviceTraits traits,
            OperationTimes flushed,
            StaleWindows windows,
            PageInvalidations pages) {
        this.clocks = clocks;
        this.traits = traits;
        this.flushed = flushed;
        this.windows = windows;
        this.pages = pages;
    }

    void execute(IommuOperation operation) {
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

    StaleRanges staleRanges() {
        return iotlb.ranges();
    }
}
