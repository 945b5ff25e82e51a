-- id: stale-window
-- kind: check
-- severity: warning
-- title: Reachable after unmap
-- uses: stale-span, touch-run
-- evidence: EXISTS (FROM invalidation) OR EXISTS (FROM flushed_unmap) OR EXISTS (FROM touch)
--   | no invalidation of the IOMMU was recorded, and no source of this tape saw what the device accessed
-- meaning: Between an unmap and the invalidation the device can still reach the page through what the IOMMU remembers. kind entered is
--   an access that the IOMMU let through in that time, one finding for consecutive ones: unlike an unmapped-access it did
--   not fail and hit memory that the driver had already taken back. kind open is one finding per device and side: how long
--   its pages stayed reachable after the unmap had returned, from the invalidations that side recorded. That is how lazy
--   invalidation works, and what it costs in protection. Where no invalidation was recorded, the window ends when the
--   address is mapped again, which comes later: query stale-windows has that bound too.
WITH open AS (
    SELECT device, evidence, count() AS unmaps, quantile_disc(span_ns, 0.5) AS p50_ns, quantile_disc(span_ns, 0.99) AS p99_ns, max(span_ns) AS max_ns,
        min(begin_ns) AS first_ns, min(unmap_id) AS first_id, max(error_ns) AS error_ns
    FROM stale_span
    WHERE open
    GROUP BY device, evidence
)
SELECT 'entered' AS kind, r.device, r.first_ns AS ts_ns, NULL::USMALLINT AS cpu, r.first_byte::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
    (r.last_byte - r.first_byte + 1)::UBIGINT AS size, r.accesses AS count,
    printf('%s: let through after the unmap of event %d, before an invalidation', r.what, r.unmap_id) AS message,
    list_filter([nullif(r.map_id, -1), r.unmap_id, r.first_id, r.last_id], lambda event : event IS NOT NULL) AS events
FROM touch_run r
WHERE r.kind = 'stale' AND NOT r.uncertain
UNION ALL
SELECT 'open', device, first_ns, NULL, NULL, NULL, NULL, unmaps,
    printf('%d unmapped pages stayed reachable: half of them %s, 99 %% of them %s, at most %s%s (invalidations recorded by the %s''s side)', unmaps,
        ns(p50_ns), ns(p99_ns), ns(max_ns), CASE WHEN error_ns > 0 THEN printf(', give or take %s', ns(error_ns)) ELSE '' END, evidence),
    [first_id]
FROM open
ORDER BY ts_ns, kind
