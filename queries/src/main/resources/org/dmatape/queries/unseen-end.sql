-- id: unseen-end
-- kind: table
-- title: Mappings that ended without an unmap
-- defines: unseen_end, partly_recorded
-- uses: pairing
-- meaning: Behind an IOMMU or a bounce buffer an address that is mapped again was unmapped before. One row per mapping whose
--   unmap is missing although no event was lost between. A device with such a mapping (partly_recorded) was recorded in part: only some
--   threads (trace-cmd -F or -P, perf without -a), some CPUs (-M, -C) or some of the functions. Which of its mappings are still live is
--   not known, and what follows from that is not raised. Left out are scatterlists so long that the kernel cannot record their unmap.
CREATE TABLE unseen_end AS
WITH episode_end AS (
    SELECT key, episode, max(event_id) FILTER (opens) AS last_map_id FROM pairing_contended WHERE NOT direct GROUP BY key, episode
), first_unmap AS (
    SELECT min(event_id) AS event_id FROM dma_op WHERE op = 'unmap' AND device IS NOT NULL
)
SELECT p.map_id, p.end_id, p.device, m.ts_ns, m.cpu
FROM pairing_contended c
JOIN episode_end e ON e.key = c.key AND e.episode = c.episode AND c.event_id < e.last_map_id
JOIN pairing p ON p.map_id = c.event_id
JOIN dma_op m ON m.event_id = c.event_id
LEFT JOIN first_unmap u ON true
WHERE c.opens AND NOT c.direct AND p.unmap_id IS NULL AND p.api IN ('single', 'resource', 'sg')
    AND NOT (p.api = 'sg' AND (m.truncated OR m.entry_count > 128))
    AND NOT lost_between(p.map_id, p.end_id)
    -- while a recording begins, unmaps may not be recorded yet
    AND c.event_id > coalesce(u.event_id, -1);

-- Without translation a driver may map the same memory again while it is mapped. That most of a device's mappings are never unmapped,
-- and many of them mapped again, is not a driver's mistake. Which unmap ends which map is not known there (direct). Behind bounce buffers
-- the same holds of the memory, not of the addresses.
CREATE TABLE partly_recorded AS
WITH last_map AS (
    SELECT key, max(event_id) FILTER (opens) AS event_id FROM pairing_contended WHERE direct GROUP BY key
), first_unmap AS (
    SELECT min(event_id) AS event_id FROM dma_op WHERE op = 'unmap' AND device IS NOT NULL
), made AS (
    SELECT device, count() AS maps, count() FILTER (unmap_id IS NULL) AS open_maps FROM pairing WHERE api IN ('single', 'resource', 'sg') GROUP BY device
), made_again AS (
    SELECT p.device, count() AS ends, min(p.map_id) AS first_map_id, min(m.ts_ns) AS ts_ns
    FROM pairing_contended c
    JOIN last_map l ON l.key = c.key AND c.event_id < l.event_id
    JOIN pairing p ON p.map_id = c.event_id
    JOIN dma_op m ON m.event_id = c.event_id
    LEFT JOIN first_unmap u ON true
    WHERE c.opens AND c.direct AND p.unmap_id IS NULL AND p.api IN ('single', 'resource', 'sg')
        AND NOT (p.api = 'sg' AND (m.truncated OR m.entry_count > 128))
        AND NOT lost_between(p.map_id, l.event_id) AND c.event_id > coalesce(u.event_id, -1)
    GROUP BY p.device
), bounced AS (
    -- a bounce buffer's address comes back late: there the memory behind it tells
    SELECT p.device, p.map_id, m.ts_ns, max(p.map_id) OVER (PARTITION BY p.device, p.phys_addr) AS last_map_id
    FROM pairing p
    JOIN dma_op m ON m.event_id = p.map_id
    LEFT JOIN first_unmap u ON true
    WHERE p.end_id = 9223372036854775807 AND p.dma_addr <> p.phys_addr AND p.api IN ('single', 'resource', 'sg')
        AND NOT (p.api = 'sg' AND (m.truncated OR m.entry_count > 128)) AND p.map_id > coalesce(u.event_id, -1)
        AND p.device IN (SELECT device FROM device_translation WHERE translation = 'bounce')
), bounced_again AS (
    SELECT device, count() AS ends, min(map_id) AS first_map_id, min(ts_ns) AS ts_ns
    FROM bounced WHERE map_id < last_map_id AND NOT lost_between(map_id, last_map_id) GROUP BY device
)
SELECT device, sum(ends)::BIGINT AS ends, min(first_map_id) AS first_map_id, min(ts_ns) AS ts_ns, bool_or(direct) AS direct
FROM (
    SELECT device, count() AS ends, min(map_id) AS first_map_id, min(ts_ns) AS ts_ns, false AS direct FROM unseen_end GROUP BY device
    UNION ALL
    SELECT a.device, a.ends, a.first_map_id, a.ts_ns, a.direct
    FROM (SELECT *, true AS direct FROM made_again UNION ALL SELECT *, false AS direct FROM bounced_again) a JOIN made d ON d.device = a.device
    WHERE a.ends >= 16 AND d.open_maps * 2 > d.maps)
GROUP BY device;
