// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.internal.correlate.DmaArguments;
import org.dmatape.capture.internal.correlate.EnclosedIommuOps;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.correlate.ScatterlistEntries;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.DmaApi;
import org.dmatape.capture.internal.decode.DmaTables;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DmaOpRows;

/// Makes a `dma_op` row from probes alone: on kernels without DMA events (6.1), and where the kernel refuses a
/// mapping so early that it traces nothing.
final class DmaRowMaker {

    private static final long OFFSET_IN_PAGE = 0xfff;

    private final DmaTables tables;
    private final TracedFunction function;
    private final int opText;
    private long firstRow;

    DmaRowMaker(DmaTables tables, TracedFunction function) {
        this.tables = tables;
        this.function = function;
        this.opText = tables.rows().words().operation(function.kind());
    }

    /// Makes the row of an operation that has returned; for a scatterlist a row for each entry that was fetched.
    ///
    /// @param result what it returned, or [DmaArguments#UNKNOWN]
    /// @return its operation number
    long make(
            EventCursor event,
            ExecutionContext context,
            DmaArguments arguments,
            EnclosedIommuOps iommuOps,
            long result) {
        long address = dmaAddress(arguments, iommuOps, result);
        boolean failed = failed(address, result);
        if (isList() && !failed && arguments.scatterlist().count() > 0) {
            return makeList(event, context, arguments, iommuOps);
        }
        DmaOpRows rows = tables.rows().dmaOps();
        long opId = begin(event, context, arguments, failed ? tables.api().mapError() : opText);
        firstRow = rows.row();
        rows.entry(opId, 0, isList() && arguments.entries() >= 0 ? arguments.entries() : 1, isList());
        if (failed) {
            rows.dmaAddress(-1L);
        } else if (address != DmaArguments.UNKNOWN) {
            rows.dmaAddress(address);
        }
        long phys = physAddress(arguments, iommuOps, address);
        if (phys != DmaArguments.UNKNOWN) {
            rows.physAddress(phys);
        }
        long virt = function.kind() == OperationKind.DMA_ALLOC ? result : arguments.virtAddress();
        if (virt != DmaArguments.UNKNOWN && virt != 0) {
            rows.virtAddress(virt);
        }
        if (arguments.sizeBytes() != DmaArguments.UNKNOWN) {
            rows.size(arguments.sizeBytes());
        }
        return opId;
    }

    /// The (first) row that was made last.
    long firstRow() {
        return firstRow;
    }

    /// No probe tells where a list was mapped; the IOMMU's events inside do, in the order of its entries.
    private long makeList(
            EventCursor event, ExecutionContext context, DmaArguments arguments, EnclosedIommuOps iommuOps) {
        DmaOpRows rows = tables.rows().dmaOps();
        ScatterlistEntries entries = arguments.scatterlist();
        long entryCount = arguments.entries() >= 0 ? arguments.entries() : entries.count();
        long opId = -1;
        long fromIova = 0;
        for (int entry = 0; entry < entries.count(); entry++) {
            long eventId = begin(event, context, arguments, opText);
            opId = entry == 0 ? eventId : opId;
            firstRow = entry == 0 ? rows.row() : firstRow;
            rows.entry(opId, entry, entryCount, entries.count() < entryCount);
            if (entries.physAddress(entry) != DmaArguments.UNKNOWN) {
                rows.physAddress(entries.physAddress(entry));
            }
            if (function.kind() == OperationKind.DMA_MAP_SG) {
                rows.size(entries.sizeBytes(entry));
                long iova = iommuOps.iovaOf(entries.physAddress(entry), fromIova);
                if (iova != DmaArguments.UNKNOWN) {
                    rows.dmaAddress(iova);
                    fromIova = iova + entries.sizeBytes(entry);
                }
            }
        }
        return opId;
    }

    private long begin(EventCursor event, ExecutionContext context, DmaArguments arguments, int operationText) {
        DmaOpRows rows = tables.rows().dmaOps();
        long eventId = rows.begin(event, context, arguments.deviceTextId(), operationText, apiText(arguments));
        if (arguments.direction() != DmaArguments.UNKNOWN) {
            rows.direction(tables.rows().words().direction(arguments.direction()));
        }
        if (arguments.attrs() != DmaArguments.UNKNOWN) {
            rows.attrs(arguments.attrs());
        }
        return eventId;
    }

    private boolean failed(long dmaAddress, long result) {
        return switch (function) {
            case DMA_MAP_SG -> result != DmaArguments.UNKNOWN && (int) result == 0; // entries mapped
            case DMA_MAP_SGTABLE -> result != DmaArguments.UNKNOWN && (int) result != 0; // 0 or -errno
            default ->
                switch (function.kind()) {
                    case DMA_MAP -> DmaApi.isMappingError(dmaAddress);
                    case DMA_ALLOC -> result == 0;
                    default -> false;
                };
        };
    }

    private long dmaAddress(DmaArguments arguments, EnclosedIommuOps iommuOps, long result) {
        return switch (function.kind()) {
            case DMA_MAP ->
                result == DmaArguments.UNKNOWN ? result : tables.api().normalise(result);
            case DMA_ALLOC ->
                arguments.dmaAddress() == DmaArguments.UNKNOWN && iommuOps.isSeen()
                        ? iommuOps.lowestIova()
                        : arguments.dmaAddress();
            case DMA_MAP_SG, DMA_UNMAP_SG -> DmaArguments.UNKNOWN;
            default -> arguments.dmaAddress();
        };
    }

    /// What the IOMMU mapped is page-granular; the offset in the page is the same on both sides.
    private long physAddress(DmaArguments arguments, EnclosedIommuOps iommuOps, long dmaAddress) {
        if (function.kind() != OperationKind.DMA_MAP || arguments.physAddress() != DmaArguments.UNKNOWN) {
            return arguments.physAddress();
        }
        return iommuOps.isSeen() && iommuOps.firstPhysAddress() != DmaArguments.UNKNOWN
                ? iommuOps.firstPhysAddress() + (dmaAddress & OFFSET_IN_PAGE)
                : DmaArguments.UNKNOWN;
    }

    private boolean isList() {
        return switch (function) {
            case DMA_MAP_SG, DMA_MAP_SGTABLE, DMA_UNMAP_SG, DMA_SYNC_SG_FOR_CPU, DMA_SYNC_SG_FOR_DEVICE -> true;
            default -> false;
        };
    }

    private int apiText(DmaArguments arguments) {
        DmaApi api = tables.api();
        return switch (function) {
            case DMA_MAP_RESOURCE, DMA_UNMAP_RESOURCE -> api.resource();
            case DMA_ALLOC, DMA_FREE -> api.coherent();
            case DMA_ALLOC_PAGES, DMA_FREE_PAGES -> api.pages();
            case DMA_ALLOC_NONCONTIGUOUS, DMA_FREE_NONCONTIGUOUS -> api.sgt();
            default -> {
                if (isList()) {
                    yield api.sg();
                }
                yield api.singleOrResource(arguments.attrs() == DmaArguments.UNKNOWN ? 0 : arguments.attrs());
            }
        };
    }
}
