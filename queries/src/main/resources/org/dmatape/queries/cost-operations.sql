-- id: cost-operations
-- kind: cost
-- title: What each kind of DMA operation costs
-- evidence: EXISTS (FROM dma_op WHERE duration_ns IS NOT NULL)
--   | no durations were recorded: they come from entry and return probes on the DMA functions
-- meaning: Time spent in the DMA API, from entry and return probes, per device, function family, operation, direction and size. The
--   probes themselves cost time, so compare recordings made the same way. A scatterlist counts once, with the bytes of all
--   its recorded entries. cpu_share is the time spent, divided by the length of the recording times the number of CPUs.
-- column: device | DMA device
-- column: api | function family
-- column: op | map, unmap, alloc, free, sync_for_cpu, sync_for_device, map_error
-- column: direction | to_device, from_device, bidirectional
-- column: size_bucket | bytes per operation
-- column: count | operations
-- column: bytes bytes | bytes in all of them
-- column: total_ns ns | time in all of them
-- column: mean_ns ns | time per operation
-- column: stddev_ns ns | standard deviation
-- column: p50_ns ns | half of them took at most this
-- column: p90_ns ns | 90 % of them took at most this
-- column: p99_ns ns | 99 % of them took at most this
-- column: p999_ns ns | 99.9 % of them took at most this
-- column: max_ns ns | the slowest
-- column: ns_per_kib ns | time per KiB
-- column: cpu_share | part of all CPU time of the recording, 0 to 1
-- example: dmatape query X.tape cost-operations --device 0000:00:01.0
WITH entry_sum AS (
    SELECT op_id, sum(size) AS bytes FROM dma_op WHERE api = 'sg' GROUP BY op_id
), operation AS (
    SELECT d.device, d.api, d.op, d.direction, d.duration_ns, CASE WHEN d.api = 'sg' THEN e.bytes ELSE d.size END AS bytes
    FROM dma_op d LEFT JOIN entry_sum e ON d.api = 'sg' AND e.op_id = d.event_id
    WHERE d.duration_ns IS NOT NULL AND d.entry_index = 0 AND in_scope(d.device, d.ts_ns, d.cpu)
), recording AS (
    SELECT greatest((max(ts_ns) - min(ts_ns)) * (max(cpu)::BIGINT + 1), 1) AS cpu_ns FROM dma_op
), bucketed AS (
    SELECT *, CASE WHEN bytes IS NULL THEN -1 WHEN bytes <= 64 THEN 0 WHEN bytes <= 512 THEN 1 WHEN bytes <= 4096 THEN 2
            WHEN bytes <= 16384 THEN 3 WHEN bytes <= 65536 THEN 4 WHEN bytes <= 1048576 THEN 5 ELSE 6 END AS bucket
    FROM operation
)
SELECT device, api, op, direction,
    CASE bucket WHEN -1 THEN 'unknown' WHEN 0 THEN '1..64' WHEN 1 THEN '65..512' WHEN 2 THEN '513..4K' WHEN 3 THEN '4K..16K'
        WHEN 4 THEN '16K..64K' WHEN 5 THEN '64K..1M' ELSE 'over 1M' END AS size_bucket,
    count() AS count, sum(bytes)::UBIGINT AS bytes, sum(duration_ns)::BIGINT AS total_ns,
    avg(duration_ns)::DECIMAL(18, 1) AS mean_ns, coalesce(stddev_samp(duration_ns), 0)::DECIMAL(18, 1) AS stddev_ns,
    quantile_disc(duration_ns, 0.5) AS p50_ns, quantile_disc(duration_ns, 0.9) AS p90_ns,
    quantile_disc(duration_ns, 0.99) AS p99_ns, quantile_disc(duration_ns, 0.999) AS p999_ns, max(duration_ns) AS max_ns,
    round(sum(duration_ns) * 1024.0 / nullif(sum(bytes), 0))::BIGINT AS ns_per_kib,
    (sum(duration_ns) / any_value(recording.cpu_ns))::DECIMAL(9, 6) AS cpu_share
FROM bucketed, recording
GROUP BY device, api, op, direction, bucket
ORDER BY device, total_ns DESC, api, op, direction, bucket
