// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import org.dmatape.capture.clock.signal.PageSightings.Kind;
import org.dmatape.format.schema.IommuOpColumn;
import org.dmatape.format.write.TextPool;

/// Keeps what rows of `iommu_op` say of pages: of the kernel's, what it mapped and unmapped; of a device model's,
/// what it was told to map and to forget.
final class IommuPageRows extends AmendedRows {

    private static final int WINDOW = 1 << 9;
    /// How long an operation may take of which that is not known.
    private static final long LONGEST_NS = 10_000_000;

    private final TextPool texts;
    private final DmaOpTimes dmaOps;
    private final PageOperations operations = new PageOperations();
    private final PageSightings sightings;

    IommuPageRows(TextPool texts, DmaOpTimes dmaOps, PageSightings sightings) {
        super(WINDOW, IommuOpColumn.values().length);
        this.texts = texts;
        this.dmaOps = dmaOps;
        this.sightings = sightings;
    }

    PageOperations operations() {
        return operations;
    }

    @Override
    void take(long row) {
        long iova = value(row, IommuOpColumn.IOVA);
        long sizeBytes = value(row, IommuOpColumn.SIZE);
        if (iova == UNSET || sizeBytes <= 0) {
            return;
        }
        String op = text(row, IommuOpColumn.OP);
        if (text(row, IommuOpColumn.CONTEXT).equals("device")) {
            see(row, op, iova, sizeBytes);
        } else if (op.equals("map") || op.equals("unmap")) {
            add(row, op.equals("map"), iova, sizeBytes);
        }
    }

    private String text(long row, IommuOpColumn column) {
        long textId = value(row, column);
        return textId == UNSET ? "" : texts.textOf((int) textId);
    }

    private void see(long row, String op, long iova, long sizeBytes) {
        long tsNs = value(row, IommuOpColumn.TS_NS);
        if (op.equals("invalidate")) {
            sightings.add(Kind.INVALIDATED, tsNs, iova, sizeBytes, UNSET);
        } else if (op.equals("map")) {
            sightings.add(Kind.MAPPED, tsNs, iova, sizeBytes, value(row, IommuOpColumn.PHYS_ADDR));
        }
    }

    private void add(long row, boolean isMap, long iova, long sizeBytes) {
        long tsNs = value(row, IommuOpColumn.TS_NS);
        long dmaOpId = value(row, IommuOpColumn.DMA_OP_ID);
        long beginNs = dmaOpId == UNSET ? UNSET : dmaOps.beginNs(dmaOpId);
        long endNs = dmaOpId == UNSET ? UNSET : dmaOps.endNs(dmaOpId, tsNs);
        operations.add(
                isMap,
                tsNs,
                beginNs == UNSET ? tsNs - LONGEST_NS : Math.min(tsNs, beginNs),
                endNs == UNSET ? tsNs + LONGEST_NS : endNs,
                iova,
                sizeBytes,
                value(row, IommuOpColumn.PHYS_ADDR));
    }
}
