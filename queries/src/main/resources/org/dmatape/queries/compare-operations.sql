-- id: compare-operations
-- kind: compare
-- title: Durations of DMA operations, in blocks
-- evidence: EXISTS (FROM dma_op WHERE duration_ns IS NOT NULL)
--   | no durations were recorded: they come from entry and return probes on the DMA functions
-- meaning: The durations of each group of like operations, with the stretch of the recording each belongs to. Operations close in time
--   depend on each other (caches, neighbours, interrupts), so `diff` resamples stretches and not single operations. Of large groups
--   a sample is taken, always the same one.
-- column: device | DMA device
-- column: api | function family
-- column: op | map, unmap, alloc, free, sync_for_cpu, sync_for_device, map_error
-- column: direction | to_device, from_device, bidirectional
-- column: size_bucket | bytes per operation, as in cost-operations
-- column: block | number of the stretch, from 0; each holds as many operations as the others
-- column: duration_ns ns | time of the operation
-- param: blocks INTEGER = 32 | stretches the operations of a group are cut into
-- param: sample INTEGER = 10000 | about how many operations of a group are returned at most
WITH entry_sum AS (
    SELECT op_id, sum(size) AS bytes FROM dma_op WHERE api = 'sg' GROUP BY op_id
), operation AS (
    SELECT d.event_id, d.device, d.api, d.op, d.direction, d.duration_ns,
        CASE WHEN d.api = 'sg' THEN e.bytes ELSE d.size END AS bytes
    FROM dma_op d LEFT JOIN entry_sum e ON d.api = 'sg' AND e.op_id = d.event_id
    WHERE d.duration_ns IS NOT NULL AND d.entry_index = 0 AND in_scope(d.device, d.ts_ns, d.cpu)
), bucketed AS (
    SELECT *, CASE WHEN bytes IS NULL THEN 'unknown' WHEN bytes <= 64 THEN '1..64' WHEN bytes <= 512 THEN '65..512'
            WHEN bytes <= 4096 THEN '513..4K' WHEN bytes <= 16384 THEN '4K..16K' WHEN bytes <= 65536 THEN '16K..64K'
            WHEN bytes <= 1048576 THEN '64K..1M' ELSE 'over 1M' END AS size_bucket
    FROM operation
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY device, api, op, direction, size_bucket ORDER BY event_id) - 1 AS position,
        count(*) OVER (PARTITION BY device, api, op, direction, size_bucket) AS total
    FROM bucketed
)
SELECT device, api, op, direction, size_bucket, position * $blocks // total AS block, duration_ns
FROM numbered
WHERE total <= $sample OR hash(event_id) % total < $sample
ORDER BY device, api, op, direction, size_bucket, event_id
