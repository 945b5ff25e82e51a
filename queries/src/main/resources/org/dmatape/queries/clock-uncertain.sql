-- id: clock-uncertain
-- kind: check
-- severity: warning
-- title: Clocks that do not settle the order
-- uses: touch-run
-- evidence: (SELECT count() FROM source) > 1 | the tape has one source: there is no other clock to agree with
-- meaning: Times of different sources are known only within a bound (table clock). kind is the check that would have had a finding if the
--   order were known: the page was mapped or unmapped so close to the access that the clocks do not tell which came first. A fault on
--   memory that a live mapping allows is one, too, when that mapping began or ended so close to it. kind unknown is a source whose clock
--   nothing ties to the others: it is compared with none of them, and where it is one buffer of a file it is left out.
SELECT CASE r.kind WHEN 'direction' THEN 'access-direction' WHEN 'stale' THEN 'stale-window' ELSE 'unmapped-access' END AS kind, r.device,
    r.first_ns AS ts_ns, NULL::USMALLINT AS cpu,
    r.first_byte::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr, (r.last_byte - r.first_byte + 1)::UBIGINT AS size, r.accesses AS count,
    printf('%s: %s if the times are right, but they may be off by %s', r.what, r.kind, ns(r.error_ns)) AS message,
    list_filter([nullif(r.map_id, -1), r.unmap_id, r.first_id, r.last_id], lambda event : event IS NOT NULL) AS events
FROM touch_run r
WHERE r.uncertain
UNION ALL
SELECT 'unknown', NULL, NULL, NULL, NULL, NULL, NULL, 1,
    CASE WHEN kept IS NULL
        THEN printf('nothing ties the clock of source %d (%s) to the others: nothing is evaluated across them (--clock-offset gives it)',
            source_id::INTEGER, coalesce(path, 'unnamed'))
        ELSE printf('source %d (%s of %s, clock %s) is left out: its clock is not that of the other buffers (%s); record all with one clock',
            source_id::INTEGER, coalesce('buffer ' || nullif(buffer, ''), 'main buffer'), path, coalesce(clock, 'unknown'), kept) END, []
FROM (
    SELECT DISTINCT c.source_id, s.path, s.buffer, s.clock,
        -- a buffer of a file whose other buffers have a known clock
        (SELECT min(coalesce(o.clock, 'unknown')) FROM source o
            WHERE o.path = s.path AND o.source_id NOT IN (SELECT source_id FROM clock WHERE method = 'unknown')) AS kept
    FROM clock c LEFT JOIN source s ON s.source_id = c.source_id
    WHERE c.method = 'unknown'
)
ORDER BY 3 NULLS FIRST, 9
