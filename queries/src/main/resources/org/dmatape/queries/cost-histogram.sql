-- id: cost-histogram
-- kind: browse
-- title: How the durations of operations are spread
-- evidence: EXISTS (FROM dma_op WHERE duration_ns IS NOT NULL)
--   | no durations were recorded: they come from entry and return probes on the DMA functions
-- meaning: Operations by duration, in steps of a quarter of a doubling, so that times from nanoseconds to seconds fit on one axis.
-- column: device | DMA device
-- column: op | map, unmap, alloc, free, sync_for_cpu, sync_for_device, map_error
-- column: from_ns ns | shortest duration of the step
-- column: to_ns ns | shortest duration of the next
-- column: count | operations
WITH step AS (
    SELECT device, op, floor(log2(greatest(duration_ns, 1)) * 4)::INTEGER AS step
    FROM dma_op
    WHERE duration_ns IS NOT NULL AND entry_index = 0 AND in_scope(device, ts_ns, cpu)
)
SELECT device, op, ceil(pow(2, step / 4))::BIGINT AS from_ns, ceil(pow(2, (step + 1) / 4))::BIGINT AS to_ns, count() AS count
FROM step
GROUP BY device, op, step
ORDER BY device, op, step
