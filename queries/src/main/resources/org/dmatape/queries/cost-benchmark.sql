-- id: cost-benchmark
-- kind: cost
-- title: The columns of the kernel's dma_map_benchmark
-- evidence: EXISTS (FROM dma_op WHERE duration_ns IS NOT NULL)
--   | no durations were recorded: they come from entry and return probes on the DMA functions
-- meaning: Average latency and standard deviation of map and unmap, computed as the kernel's dma_map_benchmark does (each latency cut
--   to 100 ns, integer mean, integer square root of the variance) and printed in its unit, so that both can be laid side by
--   side. Single mappings only.
-- column: device | DMA device
-- column: maps | map operations measured
-- column: average_map_latency_us | microseconds
-- column: map_standard_deviation_us | microseconds
-- column: unmaps | unmap operations measured
-- column: average_unmap_latency_us | microseconds
-- column: unmap_standard_deviation_us | microseconds
WITH latency AS (
    SELECT device, op, (duration_ns // 100)::HUGEINT AS units
    FROM dma_op
    WHERE api = 'single' AND op IN ('map', 'unmap') AND duration_ns IS NOT NULL AND in_scope(device, ts_ns, cpu)
), summed AS (
    SELECT device, op, count() AS loops, sum(units) // count() AS mean, sum(units * units) // count() AS mean_of_squares
    FROM latency GROUP BY device, op
), shown AS (
    SELECT device, op, loops, (mean / 10.0)::DECIMAL(18, 1) AS average_us,
        (floor(sqrt(greatest(mean_of_squares - mean * mean, 0))) / 10.0)::DECIMAL(18, 1) AS deviation_us
    FROM summed
)
SELECT coalesce(map.device, unmap.device) AS device, coalesce(map.loops, 0) AS maps, map.average_us AS average_map_latency_us,
    map.deviation_us AS map_standard_deviation_us, coalesce(unmap.loops, 0) AS unmaps,
    unmap.average_us AS average_unmap_latency_us, unmap.deviation_us AS unmap_standard_deviation_us
FROM (FROM shown WHERE op = 'map') map FULL JOIN (FROM shown WHERE op = 'unmap') unmap ON unmap.device = map.device
ORDER BY 1
