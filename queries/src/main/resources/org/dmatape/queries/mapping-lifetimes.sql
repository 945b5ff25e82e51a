-- id: mapping-lifetimes
-- kind: browse
-- title: How long mappings live
-- uses: mapping
-- meaning: Percentiles of the time from map to unmap, per device, function family and direction.
-- column: device | DMA device
-- column: api | function family
-- column: direction | direction
-- column: mappings | mappings that ended
-- column: p50_ns ns | half of them lived at most this long
-- column: p90_ns ns | 90 % of them lived at most this long
-- column: p99_ns ns | 99 % of them lived at most this long
-- column: max_ns ns | the longest
-- column: bytes bytes | bytes mapped in all of them
SELECT device, api, direction, count() AS mappings, quantile_disc(lifetime_ns, 0.5) AS p50_ns,
    quantile_disc(lifetime_ns, 0.9) AS p90_ns, quantile_disc(lifetime_ns, 0.99) AS p99_ns, max(lifetime_ns) AS max_ns,
    sum(size)::UBIGINT AS bytes
FROM mapping
WHERE state = 'unmapped' AND in_scope(device, map_ts_ns, map_cpu)
GROUP BY device, api, direction
ORDER BY device, api, direction
