-- id: iova-reuse
-- kind: browse
-- title: How soon an address is used again
-- uses: mapping
-- meaning: Time between the unmap of an address and its next map, per device. Behind an IOMMU short gaps are the mark of strict
--   invalidation; with lazy invalidation an address waits for the next flush, ten milliseconds or more.
-- column: device | DMA device
-- column: addresses | different addresses that were mapped
-- column: mappings | mappings
-- column: reuses | mappings of an address that had been mapped before
-- column: shortest_ns ns | shortest gap
-- column: p50_ns ns | half of the gaps are at most this long
-- column: p99_ns ns | 99 % of the gaps are at most this long
WITH gap AS (
    SELECT device, dma_addr, map_ts_ns - lag(unmap_ts_ns) OVER (PARTITION BY device, dma_addr ORDER BY mapping_id) AS gap_ns
    FROM mapping
    WHERE api IN ('single', 'sg') AND map_event_id IS NOT NULL AND in_scope(device, map_ts_ns, map_cpu)
)
SELECT device, count(DISTINCT dma_addr) AS addresses, count() AS mappings, count(gap_ns) AS reuses, min(gap_ns) AS shortest_ns,
    quantile_disc(gap_ns, 0.5) AS p50_ns, quantile_disc(gap_ns, 0.99) AS p99_ns
FROM gap
GROUP BY device
ORDER BY device
