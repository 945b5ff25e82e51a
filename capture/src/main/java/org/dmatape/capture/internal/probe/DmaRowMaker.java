// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.internal.correlate.DmaArguments;
import org.dmatape.capture.internal.correlate.EnclosedIommuOps;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.capture.internal.correlate.TracedFunction;
import org.dmatape.capture.internal.decode.DmaApi;
import org.dmatape.capture.internal.decode.DmaTables;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.DmaOpRows;
import org.dmatape.capture.internal.rows.Vocabulary;

/// Makes a `dma_op` row from probes alone: on kernels without DMA events (6.1), and where the kernel refuses a mapping
/// so
/// early that it traces nothing.
final class DmaRowMaker {

    private static final long OFFSET_IN_PAGE = 0xfff;

    private final DmaTables tables;
    private final TracedFunction function;
    private final int opText;

    DmaRowMaker(DmaTables tables, TracedFunction function) {
        this.tables = tables;
        this.function = function;
        this.opText = tables.rows().words().operation(function.kind());
    }

    /// Makes the row of an operation that has returned.
    ///
    /// @param result what it returned, or [DmaArguments#UNKNOWN]
    /// @return its operation number
    long make(
            EventCursor event,
            ExecutionContext context,
            DmaArguments arguments,
            EnclosedIommuOps iommuOps,
            long result) {
        DmaOpRows rows = tables.rows().dmaOps();
        Vocabulary words = tables.rows().words();
        long address = dmaAddress(arguments, iommuOps, result);
        boolean failed = failed(address, result);
        long opId = rows.begin(
                event,
                context,
                arguments.deviceTextId(),
                failed ? tables.api().mapError() : opText,
                apiText(arguments));
        boolean isList = isList();
        rows.entry(opId, 0, isList && arguments.entries() >= 0 ? arguments.entries() : 1, isList);
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
        if (arguments.direction() != DmaArguments.UNKNOWN) {
            rows.direction(words.direction(arguments.direction()));
        }
        if (arguments.attrs() != DmaArguments.UNKNOWN) {
            rows.attrs(arguments.attrs());
        }
        return opId;
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
            case DMA_ALLOC -> iommuOps.isSeen() ? iommuOps.lowestIova() : DmaArguments.UNKNOWN;
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
