// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.IommuOpRows;

/// intel_iommu:qi_submit: a descriptor went to the VT-d invalidation queue. Only those that invalidate translations
/// matter.
///
/// ```
///   qw0   63 ......... 31        16 15 ..... 6 5 4 3    0
///        +------------+------------+----------+-----+------+
///        |            | domain id  |  flags   | gr. | type |   type 2: IOTLB, 3: device IOTLB
///        +------------+------------+----------+-----+------+
///   qw1   63 ................ 12 11 ........ 6 5 ...... 0
///        +---------------------+-------------+-----------+
///        | address >> 12       |             | 2^n pages |    granularity 3: pages, otherwise domain or all
///        +---------------------+-------------+-----------+
/// ```
/// Source: Intel VT-d specification 6.5.2; drivers/iommu/intel/trace.h.
final class QueuedInvalidationHandler implements EventHandler {

    private static final long TYPE_MASK = 0xf;
    private static final long TYPE_IOTLB = 2;
    private static final int GRANULARITY_SHIFT = 4;
    private static final long GRANULARITY_MASK = 3;
    private static final long GRANULARITY_PAGES = 3;
    private static final int DOMAIN_SHIFT = 16;
    private static final long DOMAIN_MASK = 0xffff;
    private static final long ADDRESS_MASK = ~0xfffL;
    private static final long ORDER_MASK = 0x3f;
    private static final long PAGE_BYTES = 4096;
    private static final long MOST_ORDER = 51;

    private final DmaTables tables;
    private final FieldReader word0;
    private final FieldReader word1;
    private final int opText;

    QueuedInvalidationHandler(EventFormat format, DmaTables tables) {
        this.tables = tables;
        this.word0 = FieldReader.of(format, "qw0");
        this.word1 = FieldReader.of(format, "qw1");
        this.opText = tables.rows().words().word("invalidate");
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        long descriptor = word0.read(event);
        if ((descriptor & TYPE_MASK) != TYPE_IOTLB) {
            return;
        }
        IommuOpRows rows = tables.rows().iommuOps();
        rows.begin(event, context, opText);
        rows.domain(descriptor >>> DOMAIN_SHIFT & DOMAIN_MASK);
        if ((descriptor >>> GRANULARITY_SHIFT & GRANULARITY_MASK) == GRANULARITY_PAGES) {
            long range = word1.read(event);
            rows.iova(range & ADDRESS_MASK);
            rows.size(PAGE_BYTES << Math.min(MOST_ORDER, range & ORDER_MASK));
        }
        tables.correlation().invalidated(context, rows.row());
    }

    @Override
    public String interpretation() {
        return "iommu_op: invalidate";
    }
}
