-- id: flushes
-- kind: browse
-- title: IOMMU invalidations
-- uses: loss-span
-- evidence: EXISTS (FROM iommu_op WHERE op IN ('flush_range', 'flush_all', 'invalidate', 'flush_queue')) | no invalidation of the IOMMU was recorded
-- meaning: Invalidations by kind, and unmaps of the IOMMU per invalidation: about one with strict, many with lazy invalidation.
-- column: op | kind of invalidation
-- column: count | how many
-- column: bytes bytes | range invalidated, where it was recorded
-- column: unmaps_per_flush | IOMMU unmaps on the tape for each of these
-- column: total_ns ns | time spent, where durations were recorded
SELECT op, count() AS count, sum(size)::UBIGINT AS bytes,
    ((SELECT count() FROM iommu_op WHERE op = 'unmap') / count())::DECIMAL(18, 2) AS unmaps_per_flush, sum(duration_ns)::BIGINT AS total_ns
FROM iommu_op
WHERE op IN ('flush_range', 'flush_all', 'invalidate', 'flush_queue') AND in_scope(device, ts_ns, cpu)
GROUP BY op
ORDER BY op
