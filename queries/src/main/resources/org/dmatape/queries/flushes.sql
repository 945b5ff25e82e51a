-- id: flushes
-- kind: browse
-- title: IOMMU invalidations
-- uses: loss-span
-- evidence: EXISTS (FROM iommu_op WHERE op IN ('flush_range', 'flush_all', 'invalidate', 'flush_queue')) | no invalidation of the IOMMU was recorded
-- meaning: Invalidations by kind, and unmaps of the IOMMU per invalidation, as the driver's side recorded
--   them: about one with strict, many with lazy invalidation.
-- column: side | driver (what the kernel recorded) or device (what the device model or the IOMMU recorded of itself)
-- column: op | kind of invalidation
-- column: count | how many
-- column: bytes bytes | range invalidated, where it was recorded
-- column: unmaps_per_flush | IOMMU unmaps of the driver's side for each of these
-- column: total_ns ns | time spent, where durations were recorded
SELECT CASE WHEN context = 'device' THEN 'device' ELSE 'driver' END AS side, op, count() AS count, sum(size)::UBIGINT AS bytes,
    ((SELECT count() FROM iommu_op WHERE op = 'unmap' AND context <> 'device') / count())::DECIMAL(18, 2) AS unmaps_per_flush,
    sum(duration_ns)::BIGINT AS total_ns
FROM iommu_op
WHERE op IN ('flush_range', 'flush_all', 'invalidate', 'flush_queue') AND in_scope(device, ts_ns, cpu)
GROUP BY side, op
ORDER BY side DESC, op
