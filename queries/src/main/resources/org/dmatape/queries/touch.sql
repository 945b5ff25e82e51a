-- id: touch
-- kind: table
-- title: What the device's accesses met
-- defines: touch, driver_span, touched_page, mapped_page, judged_touch, doubtful_touch, otherwise_mapped, wrong_touch
-- uses: pairing, clock-bound, invalidation
-- meaning: Every access of a device, held against the mappings that were live in the tape's order.
--
--   1. touch: an access by the pages it reaches. A source that says only which page was translated, or a fault reported with a
--      page address, proves an access to that page and no more (`whole_page`); one that gives the full address proves its bytes.
--      What the IOMMU let through before the driver's recording began or after it had ended is left out: other memory may have
--      been mapped there then.
--      Faults of the kernel log count as accesses of devices whose faults no other source on the driver's clock recorded.
--   2. mapped_page: the mappings, by page, in pages that were touched.
--   3. doubtful_touch: what the latest mapping of its page does not allow at once, as long as the page was ever mapped or the
--      access faulted. All others are done with here, by one ASOF join: an access to memory that was mapped before the
--      recording began (rings, coherent memory) and that the IOMMU let through proves nothing. Neither does a fault more than
--      10 s before the first or after the last event of the driver's side: a kernel log or a device's log tells of days of
--      which nobody recorded what was mapped. A recording does not say when it ended, hence the seconds.
--   4. wrong_touch: the doubtful ones held against every mapping of their page, and what is wrong with them:
--        direction     a live mapping holds it, and none that does allows this kind of access
--        after-unmap   the last mapping that held it had ended
--        stale         the same, but the IOMMU let it through and nothing shows that it was told to forget the page before
--        beyond-end    the page is mapped, the bytes are not; only from a full address, only behind an IOMMU, where nothing
--                      else can live in the page
--        before-map    nothing held it, a later mapping did; only when it faulted
--        never-mapped  nothing ever held it; only when it faulted
--      What the IOMMU let through after its page was mapped once more without any event of the DMA API is not after-unmap: that is
--      how dma_iova_link maps (NVMe from Linux 6.16 on), which has none. `otherwise_mapped` has these maps, by page.
--      Without an IOMMU (direct or bounced) memory may be mapped in ways the recording did not see: there only after-unmap is
--      said, and only where the ended mapping allowed this kind of access.
--      A fault on memory that a live mapping allows contradicts that mapping. Where the page was mapped or unmapped within the error
--      of the clocks, the fault lies on the other side of it: after-unmap or before-map, and uncertain.
--   Lost events between the mapping and the access leave no verdict. `uncertain` is a verdict whose page was mapped or unmapped
--   within the error of the clocks around the access.
CREATE TABLE driver_span AS
SELECT min(first_ns) AS first_ns, max(last_ns) AS last_ns, min(first_id) AS first_id, max(last_id) AS last_id FROM (
    SELECT min(ts_ns) AS first_ns, max(ts_ns) AS last_ns, min(event_id) AS first_id, max(event_id) AS last_id FROM dma_op
    UNION ALL
    SELECT min(ts_ns), max(ts_ns), min(event_id), max(event_id) FROM vq_op WHERE source_id IN (FROM driver_source)
    UNION ALL
    SELECT min(ts_ns), max(ts_ns), min(event_id), max(event_id) FROM iommu_op WHERE source_id IN (FROM driver_source));

CREATE TABLE touch AS
WITH seen AS (
    SELECT event_id, ts_ns, device, iova, size, access, result, source_id FROM device_access
    UNION ALL
    SELECT event_id, ts_ns, device, iova, NULL, access, 'fault', source_id FROM iommu_fault
    WHERE device NOT IN (SELECT device FROM device_access WHERE result = 'fault' AND device IS NOT NULL AND same_clock(source_id))
), ranged AS (
    SELECT event_id, ts_ns, device, enum_code(device)::BIGINT AS device_code, iova::BIGINT AS first_byte, access, result, source_id,
        iova % 4096 = 0 AND (size IS NULL OR (result = 'translated' AND size % 4096 = 0)) AS whole_page,
        CASE WHEN whole_page THEN 4096 ELSE least(greatest(coalesce(size, 1), 1), 1048576) END::BIGINT AS bytes
    FROM seen
    WHERE device IS NOT NULL AND iova < 4611686018427387904 AND same_clock(source_id)
        AND (result = 'fault' OR event_id BETWEEN (SELECT first_id FROM driver_span) AND (SELECT last_id FROM driver_span))
)
SELECT * EXCLUDE (bytes), first_byte + bytes - 1 AS last_byte, page_key(device_code, first_byte >> 12) AS page
FROM ranged WHERE first_byte >> 12 = (first_byte + bytes - 1) >> 12
UNION ALL
SELECT * EXCLUDE (bytes, number) REPLACE (greatest(first_byte, number << 12) AS first_byte),
    least(first_byte + bytes - 1, (number << 12) + 4095) AS last_byte, page_key(device_code, number) AS page
FROM (SELECT *, unnest(range(first_byte >> 12, ((first_byte + bytes - 1) >> 12) + 1)) AS number
    FROM ranged WHERE first_byte >> 12 < (first_byte + bytes - 1) >> 12);

CREATE TABLE touched_page AS
SELECT page, any_value(device_code) AS device_code, any_value(first_byte >> 12) AS number FROM touch GROUP BY page;

CREATE TABLE mapped_page AS
WITH known AS (
    SELECT map_id, end_id, unmap_id, device, direction, dma_addr, size FROM segment
    UNION ALL
    -- mapped before the recording began
    SELECT -1, x.event_id, x.event_id, x.device, u.direction, x.dma_addr, u.size
    FROM unpaired_unmap x JOIN dma_op u ON u.event_id = x.event_id WHERE x.kind = 'origin-unknown'
), mapped AS (
    SELECT map_id, end_id, unmap_id, direction, enum_code(device)::BIGINT AS device_code, dma_addr::BIGINT AS first_byte,
        dma_addr::BIGINT + size::BIGINT - 1 AS last_byte
    FROM known
    WHERE dma_addr < 4611686018427387904 AND size BETWEEN 1 AND 68719476736
        AND enum_code(device)::BIGINT IN (SELECT device_code FROM touched_page)
), small AS (
    SELECT page_key(device_code, first_byte >> 12) AS page, map_id, end_id, unmap_id, direction, first_byte, last_byte
    FROM mapped WHERE first_byte >> 12 = last_byte >> 12
    UNION ALL
    SELECT page_key(device_code, number) AS page, map_id, end_id, unmap_id, direction, first_byte, last_byte
    FROM (SELECT *, unnest(range(first_byte >> 12, (last_byte >> 12) + 1)) AS number
        FROM mapped WHERE first_byte >> 12 < last_byte >> 12 AND last_byte - first_byte < 1048576)
), large AS (
    SELECT t.page, m.map_id, m.end_id, m.unmap_id, m.direction, m.first_byte, m.last_byte
    FROM (FROM mapped WHERE last_byte - first_byte >= 1048576) m
    JOIN touched_page t ON t.device_code = m.device_code AND t.number BETWEEN m.first_byte >> 12 AND m.last_byte >> 12
)
SELECT * FROM small SEMI JOIN touched_page USING (page)
UNION ALL
FROM large;

CREATE MACRO permits(direction, access) AS access = 'unknown' OR direction = 'bidirectional'
    OR (access = 'read' AND direction = 'to_device') OR (access = 'write' AND direction = 'from_device');

CREATE TABLE judged_touch AS
WITH latest AS (
    SELECT t.*, p.map_id AS latest_map_id, p.end_id AS latest_end_id, p.unmap_id AS latest_unmap_id,
        p.map_id IS NOT NULL AND p.end_id > t.event_id AND permits(p.direction, t.access)
        AND (t.whole_page OR (p.first_byte <= t.first_byte AND p.last_byte >= t.last_byte)) AS allowed
    FROM touch t ASOF LEFT JOIN mapped_page p ON p.page = t.page AND p.map_id < t.event_id
)
FROM latest
WHERE CASE WHEN result = 'fault'
    THEN ts_ns BETWEEN (SELECT first_ns - 10000000000 FROM driver_span) AND (SELECT last_ns + 10000000000 FROM driver_span)
    ELSE NOT allowed AND page IN (SELECT page FROM mapped_page) END;

CREATE TABLE doubtful_touch AS
SELECT * EXCLUDE (allowed, latest_map_id, latest_end_id, latest_unmap_id) FROM judged_touch WHERE NOT allowed;

CREATE TABLE otherwise_mapped AS
WITH doubtful_number AS (
    SELECT DISTINCT first_byte >> 12 AS number FROM doubtful_touch WHERE result <> 'fault'
), mapped AS (
    SELECT event_id, iova::BIGINT >> 12 AS first_number, (iova::BIGINT + size::BIGINT - 1) >> 12 AS last_number
    FROM iommu_op
    WHERE op = 'map' AND dma_op_id IS NULL AND device IS NULL AND source_id IN (FROM driver_source)
        AND iova < 4611686018427387904 AND size BETWEEN 1 AND 68719476736
)
SELECT number, event_id
FROM (SELECT event_id, unnest(range(first_number, last_number + 1)) AS number FROM mapped WHERE last_number - first_number < 256)
SEMI JOIN doubtful_number USING (number)
UNION ALL
SELECT number, event_id
FROM (FROM mapped WHERE last_number - first_number >= 256) m JOIN doubtful_number n ON n.number BETWEEN m.first_number AND m.last_number;

CREATE TABLE wrong_touch AS
WITH doubtful_page AS (
    SELECT * FROM mapped_page SEMI JOIN doubtful_touch USING (page)
), spell_begin AS (
    -- spells: the page has something mapped all the time. What is live at an access lies in the access's own spell.
    SELECT *,
        coalesce(max(end_id) OVER (PARTITION BY page ORDER BY map_id, end_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) <= map_id,
            true) AS begins
    FROM doubtful_page
), spelled AS (
    SELECT *, count() FILTER (begins) OVER (PARTITION BY page ORDER BY map_id, end_id) AS spell,
        min(map_id) FILTER (map_id >= 0) OVER (PARTITION BY page) AS first_map_id
    FROM spell_begin
), placed AS (
    SELECT t.*, p.spell, coalesce(v.translation, 'iommu') = 'iommu' AS translated
    FROM doubtful_touch t ASOF LEFT JOIN spelled p ON p.page = t.page AND p.map_id < t.event_id
    LEFT JOIN device_translation v ON v.device = t.device
), held AS (
    SELECT t.event_id, t.page, max(m.map_id) AS map_id,
        coalesce(bool_or(t.whole_page OR (m.first_byte <= t.first_byte AND m.last_byte >= t.last_byte)), false) AS covered,
        coalesce(bool_or((t.whole_page OR (m.first_byte <= t.first_byte AND m.last_byte >= t.last_byte))
            AND permits(m.direction, t.access)), false) AS permitted
    FROM placed t JOIN spelled m ON m.page = t.page AND m.spell = t.spell AND m.map_id < t.event_id AND m.end_id > t.event_id
        -- behind an IOMMU a page belongs to one mapping at a time: an older one was gone when the first recorded one began
        AND (m.map_id >= 0 OR NOT t.translated OR coalesce(t.event_id < m.first_map_id, true))
    GROUP BY t.event_id, t.page
), remaining AS (
    SELECT t.*, h.map_id AS live_id, coalesce(h.covered, false) AS covered
    FROM placed t LEFT JOIN held h ON h.event_id = t.event_id AND h.page = t.page
    WHERE NOT coalesce(h.permitted, false)
), ended AS (
    SELECT r.event_id, r.page, m.map_id, m.end_id, m.unmap_id
    FROM remaining r ASOF JOIN spelled m ON m.page = r.page AND m.end_id <= r.event_id
    WHERE r.translated
    UNION ALL
    SELECT r.event_id, r.page, max_by(m.map_id, m.end_id), max(m.end_id), max_by(m.unmap_id, m.end_id)
    FROM remaining r JOIN spelled m ON m.page = r.page AND m.end_id <= r.event_id AND permits(m.direction, r.access) AND r.access <> 'unknown'
        AND m.first_byte <= r.first_byte AND m.last_byte >= r.last_byte
    WHERE NOT r.translated
    GROUP BY r.event_id, r.page
), judged AS (
    SELECT r.*, e.map_id AS ended_map_id, e.end_id AS ended_id, e.unmap_id AS ended_unmap_id,
        r.translated AND r.result <> 'fault' AND coalesce(o.event_id > e.end_id, false) AS mapped_otherwise,
        EXISTS (FROM spelled m WHERE m.page = r.page AND m.map_id > r.event_id) AS mapped_later,
        CASE WHEN r.result = 'fault' OR NOT r.translated OR e.end_id IS NULL THEN false
            ELSE NOT invalidated_between(r.device, r.first_byte, e.end_id, r.event_id) END AS stale
    FROM remaining r LEFT JOIN ended e ON e.event_id = r.event_id AND e.page = r.page
    ASOF LEFT JOIN otherwise_mapped o ON o.number = r.first_byte >> 12 AND o.event_id < r.event_id
), named AS (
    SELECT *, CASE
            WHEN result = 'bypass' AND translated THEN NULL -- not by way of the IOMMU: interrupts, identity
            WHEN covered THEN 'direction'
            WHEN live_id IS NOT NULL AND translated THEN CASE WHEN NOT whole_page THEN 'beyond-end' END
            WHEN mapped_otherwise THEN NULL
            WHEN ended_id IS NOT NULL THEN CASE WHEN stale THEN 'stale' ELSE 'after-unmap' END
            WHEN result <> 'fault' OR live_id IS NOT NULL THEN NULL
            WHEN mapped_later THEN 'before-map'
            ELSE 'never-mapped' END AS kind,
        CASE WHEN kind IN ('direction', 'beyond-end') THEN live_id WHEN kind IN ('after-unmap', 'stale') THEN ended_map_id END AS map_id
    FROM judged
), change AS (
    SELECT page, map_id AS event_id FROM doubtful_page WHERE map_id >= 0
    UNION ALL
    SELECT page, end_id FROM doubtful_page WHERE end_id < 9223372036854775807
), timed_change AS (
    SELECT c.page, c.event_id, d.ts_ns FROM change c JOIN dma_op d ON d.event_id = c.event_id
), bounded AS (
    SELECT n.*, driver_clock_error(n.source_id, n.ts_ns) AS error_ns, before.ts_ns AS changed_before_ns
    FROM named n ASOF LEFT JOIN timed_change before ON before.page = n.page AND before.event_id < n.event_id
    WHERE n.kind IS NOT NULL
), contradicted AS (
    SELECT t.*, driver_clock_error(t.source_id, t.ts_ns) AS error_ns,
        ended.ts_ns - t.ts_ns AS ends_after_ns, t.ts_ns - began.ts_ns AS began_before_ns
    FROM judged_touch t LEFT JOIN dma_op began ON began.event_id = t.latest_map_id
    LEFT JOIN dma_op ended ON ended.event_id = t.latest_end_id
    LEFT JOIN device_translation v ON v.device = t.device
    WHERE t.allowed AND t.result = 'fault' AND coalesce(v.translation, 'iommu') = 'iommu' AND NOT lost_between(t.latest_map_id, t.event_id)
), misplaced AS (
    SELECT *, coalesce(ends_after_ns <= error_ns, false) AS ends_near FROM contradicted
    WHERE error_ns > 0 AND (ends_near OR coalesce(began_before_ns <= error_ns, false))
)
SELECT b.event_id, b.ts_ns, b.device, b.device_code, b.page, b.first_byte, b.last_byte, b.whole_page, b.access, b.result, b.source_id, b.kind,
    b.map_id, CASE WHEN b.kind IN ('after-unmap', 'stale') THEN coalesce(b.ended_unmap_id, b.ended_id) END AS unmap_id, b.error_ns,
    b.error_ns > 0 AND (coalesce(b.ts_ns - b.changed_before_ns <= b.error_ns, false)
        OR coalesce(after.ts_ns - b.ts_ns <= b.error_ns, false)) AS uncertain
FROM bounded b ASOF LEFT JOIN timed_change after ON after.page = b.page AND after.event_id > b.event_id
WHERE NOT lost_between(CASE WHEN b.kind IN ('after-unmap', 'stale') THEN b.ended_id ELSE coalesce(b.map_id, -1) END, b.event_id)
UNION ALL
SELECT event_id, ts_ns, device, device_code, page, first_byte, last_byte, whole_page, access, result, source_id,
    CASE WHEN ends_near THEN 'after-unmap' ELSE 'before-map' END, latest_map_id,
    CASE WHEN ends_near THEN coalesce(latest_unmap_id, latest_end_id) END, error_ns, true
FROM misplaced;
