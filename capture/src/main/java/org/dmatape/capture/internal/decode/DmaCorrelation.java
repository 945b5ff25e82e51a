// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.internal.correlate.AwaitedUnmap;
import org.dmatape.capture.internal.correlate.DmaArguments;
import org.dmatape.capture.internal.correlate.EnclosedIommuOps;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationFrame;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.rows.TapeRows;

/// Ties a DMA event to what surrounds it: the probed function it happened inside, the IOMMU events right before it.
public final class DmaCorrelation {

    private final TapeRows rows;
    private final SeenDevices devices;

    /// Correlates rows of that tape.
    ///
    /// @param devices told of every device that a DMA event names
    public DmaCorrelation(TapeRows rows, SeenDevices devices) {
        this.rows = rows;
        this.devices = devices;
    }

    /// The devices that were named.
    public SeenDevices devices() {
        return devices;
    }

    /// A row of `dma_op` was made for an event.
    ///
    /// @param kind what the event says happened
    /// @param row the (first) row
    /// @param opId its operation
    /// @param deviceTextId device, or -1
    /// @param dmaAddress address, or [DmaArguments#UNKNOWN]
    public void made(
            ExecutionContext context, OperationKind kind, long row, long opId, int deviceTextId, long dmaAddress) {
        devices.see(deviceTextId);
        context.expectStackOf(opId);
        context.awaitedUnmap().clear();
        OperationFrame open = context.dmaOperation(kind);
        if (open != null && open.row() == OperationFrame.NO_ROW) {
            open.standsFor(row, opId);
            open.arguments().knowDevice(deviceTextId);
            claim(open.iommuOps(), row, opId, deviceTextId, DmaArguments.UNKNOWN);
        } else {
            if (followsItsIommuEvents(kind)) {
                claim(context.looseIommuOps(), row, opId, deviceTextId, dmaAddress);
            }
            context.looseIommuOps().clear();
        }
    }

    /// A row of `dma_op` was made from the probes around an operation, which claim what happened inside.
    ///
    /// @param operation the operation that returned; its row is the one that was made
    public void madeFromProbes(ExecutionContext context, OperationFrame operation) {
        context.expectStackOf(operation.eventId());
        int deviceTextId = operation.arguments().deviceTextId();
        devices.see(deviceTextId);
        claim(operation.iommuOps(), operation.row(), operation.eventId(), deviceTextId, DmaArguments.UNKNOWN);
    }

    /// Memory was mapped: a bounce of it that came before belongs to the mapping.
    public void bounced(ExecutionContext context, long physAddress, long opId) {
        long bounceRow = context.pendingBounce().take(physAddress);
        if (bounceRow != OperationFrame.NO_ROW) {
            rows.bounces().amendOwner(bounceRow, opId);
        }
    }

    /// An IOMMU event was made into a row: finds the DMA operation it belongs to, or keeps it for the one that follows.
    public void enclosed(ExecutionContext context, long iommuRow, long iova, long sizeBytes, long physAddress) {
        OperationFrame open = context.dmaOperation();
        if (open == null) {
            if (!context.looseIommuOps().endsAt(iova)) {
                context.looseIommuOps().clear(); // one operation takes one range: what came before is nobody's
            }
            context.looseIommuOps().add(iommuRow, iova, sizeBytes, physAddress);
            return;
        }
        open.iommuOps().add(iommuRow, iova, sizeBytes, physAddress);
        if (open.row() != OperationFrame.NO_ROW) {
            rows.dmaOps().amendIommuBytes(open.row(), open.iommuOps().sizeBytes());
            rows.iommuOps()
                    .amendOwner(iommuRow, open.eventId(), open.arguments().deviceTextId());
        }
    }

    /// An IOMMU unmap was made into a row; outside any probed function it may be what a traced unmap announced.
    public void unmapped(ExecutionContext context, long iommuRow, long iova, long sizeBytes) {
        AwaitedUnmap awaited = context.awaitedUnmap();
        if (context.dmaOperation() == null && awaited.accepts(iova)) {
            rows.dmaOps().amendIommuBytes(awaited.row(), awaited.add(sizeBytes));
            rows.iommuOps().amendOwner(iommuRow, awaited.opId(), awaited.deviceTextId());
        } else {
            enclosed(context, iommuRow, iova, sizeBytes, DmaArguments.UNKNOWN);
        }
    }

    /// An invalidation was made into a row: it belongs to the operation whose page-table change it follows.
    public void invalidated(ExecutionContext context, long iommuRow) {
        OperationFrame open = context.dmaOperation();
        AwaitedUnmap awaited = context.awaitedUnmap();
        if (open != null) {
            open.iommuOps().addRow(iommuRow);
            if (open.row() != OperationFrame.NO_ROW) {
                rows.iommuOps()
                        .amendOwner(iommuRow, open.eventId(), open.arguments().deviceTextId());
            }
        } else if (awaited.isMet()) {
            rows.iommuOps().amendOwner(iommuRow, awaited.opId(), awaited.deviceTextId());
        } else if (context.looseIommuOps().isSeen()) {
            context.looseIommuOps().addRow(iommuRow);
        }
    }

    /// Syncs change no page table; unmaps of scatterlists and frees are traced before they do.
    private static boolean followsItsIommuEvents(OperationKind kind) {
        return switch (kind) {
            case DMA_MAP, DMA_UNMAP, DMA_MAP_SG, DMA_ALLOC -> true;
            default -> false;
        };
    }

    private void claim(EnclosedIommuOps ops, long row, long opId, int deviceTextId, long dmaAddress) {
        if (!ops.isSeen() || (dmaAddress != DmaArguments.UNKNOWN && !ops.covers(dmaAddress))) {
            return;
        }
        rows.dmaOps().amendIommuBytes(row, ops.sizeBytes());
        for (int i = 0; i < ops.rowCount(); i++) {
            rows.iommuOps().amendOwner(ops.row(i), opId, deviceTextId);
        }
    }
}
