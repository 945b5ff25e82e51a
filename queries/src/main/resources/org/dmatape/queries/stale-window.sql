-- id: stale-window
-- kind: check
-- severity: warning
-- title: Reachable after unmap
-- uses: stale-span, touch-run
-- evidence: EXISTS (FROM stale_span) | no unmap of a device behind an IOMMU whose invalidation, or whose next use of the address, was recorded
-- meaning: Between an unmap and the invalidation the device can still reach the page through what the IOMMU remembers. kind entered is
--   an access that the IOMMU let through in that time, one finding for consecutive ones: unlike an unmapped-access it did
--   not fail and hit memory that the driver had already taken back. kind open is one finding per device: how long its
--   pages stayed reachable after the unmap had returned, from the invalidations either side recorded. That is how lazy
--   invalidation works, and what it costs in protection. kind reuse is the same where no invalidation was recorded: an
--   address is not used again before it is invalidated, so the time until then is the most it can have been. It is
--   reported where addresses are hardly ever taken again at once, as with strict invalidation they would be, and half of
--   them only after 5 ms.
WITH best AS (
    FROM stale_span WHERE evidence <> 'reuse'
    UNION ALL
    FROM stale_span WHERE NOT EXISTS (FROM stale_span WHERE evidence <> 'reuse')
), open AS (
    SELECT device, evidence, count() FILTER (open) AS unmaps, count() AS known, quantile_disc(span_ns, 0.5) AS p50_ns, quantile_disc(span_ns, 0.99) AS p99_ns, max(span_ns) AS max_ns,
        min(begin_ns) AS first_ns, min(unmap_id) AS first_id, max(error_ns) AS error_ns
    FROM best
    WHERE open OR evidence = 'reuse'
    GROUP BY device, evidence
)
SELECT 'entered' AS kind, r.device, r.first_ns AS ts_ns, NULL::USMALLINT AS cpu, r.first_byte::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
    (r.last_byte - r.first_byte + 1)::UBIGINT AS size, r.accesses AS count,
    printf('%s: let through after the unmap of event %d, before an invalidation', r.what, r.unmap_id) AS message,
    list_filter([nullif(r.map_id, -1), r.unmap_id, r.first_id, r.last_id], lambda event : event IS NOT NULL) AS events
FROM touch_run r
WHERE r.kind = 'stale' AND NOT r.uncertain
UNION ALL
SELECT CASE WHEN evidence = 'reuse' THEN 'reuse' ELSE 'open' END, device, first_ns, NULL, NULL, NULL, NULL, unmaps,
    CASE WHEN evidence = 'reuse'
        THEN printf('no invalidation was recorded; %d unmapped addresses were used again, half of them after %s, 99 %% within %s', unmaps, ns(p50_ns), ns(p99_ns))
        ELSE printf('%d unmapped pages stayed reachable: half of them %s, 99 %% of them %s, at most %s%s (%s)', unmaps, ns(p50_ns), ns(p99_ns), ns(max_ns),
            CASE WHEN error_ns > 0 THEN printf(', give or take %s', ns(error_ns)) ELSE '' END, evidence) END,
    [first_id]
FROM open
WHERE evidence <> 'reuse' OR (unmaps >= 64 AND unmaps >= 0.98 * known AND p50_ns >= 5000000)
ORDER BY ts_ns, kind
