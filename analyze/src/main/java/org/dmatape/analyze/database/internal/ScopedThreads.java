// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmatape.format.schema.TapeTable;

/// What some threads did, outside of interrupts that merely came while they ran. A CPU does one thing at a time, so
/// that CPU and time are enough to tell an event.
public final class ScopedThreads {

    /// The tables that say which thread it was, with the columns this needs.
    public static final Map<TapeTable, Set<String>> COLUMNS = Map.of(
            TapeTable.DMA_OP, Set.of("event_id", "ts_ns", "cpu", "pid", "context", "op_id"),
            TapeTable.IOMMU_OP, Set.of("event_id", "ts_ns", "cpu", "pid", "context"),
            TapeTable.VQ_OP, Set.of("event_id", "ts_ns", "cpu", "pid", "context"),
            TapeTable.BOUNCE, Set.of("event_id", "ts_ns", "cpu", "dma_op_id"));

    /// Condition on `ts_ns` and `cpu`. What belongs to no CPU belongs to no thread, and is left in as other filters do.
    static final String DID_IT = "(ts_ns IS NULL OR cpu IS NULL"
            + " OR ((ts_ns::HUGEINT << 16) | cpu::HUGEINT) IN (SELECT moment FROM scope_event))";

    /// Condition on `events` of a finding; one that names none is left in.
    static final String TOOK_PART = "(len(events) = 0 OR EXISTS (SELECT 1 FROM (SELECT unnest(events) AS event) shown"
            + " JOIN scope_event ON scope_event.event_id = shown.event))";

    private ScopedThreads() {}

    /// Makes the table that both conditions ask.
    static void define(DuckDbSession session, List<Integer> pids) {
        String these = pids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        session.execute("""
                CREATE OR REPLACE TABLE scope_event AS
                WITH event AS (
                    SELECT event_id, ts_ns, cpu FROM dma_op WHERE pid IN (%1$s) AND context = 'task'
                    UNION ALL
                    SELECT event_id, ts_ns, cpu FROM iommu_op WHERE pid IN (%1$s) AND context = 'task'
                    UNION ALL
                    SELECT event_id, ts_ns, cpu FROM vq_op WHERE pid IN (%1$s) AND context = 'task'
                    UNION ALL
                    SELECT event_id, ts_ns, cpu FROM bounce
                    WHERE dma_op_id IN (SELECT op_id FROM dma_op WHERE pid IN (%1$s) AND context = 'task')
                )
                SELECT event_id, (ts_ns::HUGEINT << 16) | cpu::HUGEINT AS moment FROM event
                """.formatted(these));
    }
}
