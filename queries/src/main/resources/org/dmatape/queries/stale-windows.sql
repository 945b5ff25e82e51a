-- id: stale-windows
-- kind: browse
-- title: How long pages stay reachable after their unmap
-- uses: stale-span, touch-run
-- evidence: EXISTS (FROM stale_span) OR EXISTS (FROM reuse_span)
--   | no unmap of a device behind an IOMMU whose invalidation, or whose next use of the address, was recorded
-- meaning: The time from unmap to invalidation, by device and by what it is known from: driver (invalidations the driver's side
--   recorded), device (those the device's side recorded), reuse (the address was mapped again, which comes later: the most it
--   can have been). Side by side they show how far guest evidence alone can be trusted. Strict invalidation ends before the
--   unmap returns, lazy invalidation milliseconds after.
-- column: device | DMA device
-- column: evidence | driver, device or reuse
-- column: unmaps | unmaps whose window is known from it
-- column: open | of these, unmaps that had returned before the invalidation
-- column: shortest_ns ns | shortest window
-- column: p50_ns ns | half of the windows are at most this long
-- column: p90_ns ns | 90 % of the windows are at most this long
-- column: p99_ns ns | 99 % of the windows are at most this long
-- column: longest_ns ns | longest window
-- column: clock_error_ns ns | how far they may be off: the two ends are from different clocks
-- column: entered | accesses that the IOMMU let through in a window
-- example: dmatape query X.tape stale-windows
WITH entered AS (
    SELECT device, sum(accesses) AS accesses FROM touch_run WHERE kind = 'stale' AND NOT uncertain GROUP BY device
)
SELECT s.device, s.evidence, count() AS unmaps, count() FILTER (s.open) AS open, min(s.span_ns) AS shortest_ns,
    quantile_disc(s.span_ns, 0.5) AS p50_ns,
    quantile_disc(s.span_ns, 0.9) AS p90_ns, quantile_disc(s.span_ns, 0.99) AS p99_ns, max(s.span_ns) AS longest_ns,
    max(s.error_ns) AS clock_error_ns,
    CASE WHEN EXISTS (FROM touch) THEN coalesce(any_value(e.accesses), 0)::BIGINT END AS entered
FROM (FROM stale_span UNION ALL FROM reuse_span) s LEFT JOIN entered e ON e.device = s.device
WHERE in_scope(s.device, s.begin_ns, NULL::USMALLINT)
GROUP BY s.device, s.evidence
ORDER BY s.device, s.evidence
