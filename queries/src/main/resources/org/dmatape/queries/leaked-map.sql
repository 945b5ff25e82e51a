-- id: leaked-map
-- kind: check
-- severity: warning
-- title: Still mapped, long after its peers
-- uses: pairing, posting, unseen-end
-- loss: of-driver-hides
-- evidence: EXISTS (FROM dma_op WHERE op = 'map') | no DMA-API mapping was recorded
-- meaning: A mapping that was never unmapped although its device has since mapped and unmapped at least `older` other buffers.
--   Left out because they live long by design: coherent memory, pages of a page pool (mapped with both
--   DMA_ATTR_SKIP_CPU_SYNC and DMA_ATTR_WEAK_ORDERING), buffers that are still in flight in a virtqueue, and scatterlists
--   so long that the kernel cannot record their unmap. Buffers that wait in a ring for
--   traffic are left out, too: 16 or more of one size that the device writes, when (a) no more of them are mapped than
--   were at one go, before the first one was unmapped, or (b) they were mapped one after the other and none of them was
--   unmapped, and there are no more later ones than the ring holds: the most that were mapped at one go, and as many
--   as were unmapped without having been seen mapped. Either way, for at least half of them it must not be so
--   that only other buffers were unmapped since the one before. At one go means that none of them was unmapped in
--   between, and at most `older` others. What is left of several rings, and what a driver maps once for itself, may
--   still look like a leak: a warning, not an error.
-- param: older INTEGER = 8 | how many other buffers the device must have mapped and unmapped since
-- example: dmatape query X.tape leaked-map --param older=20
WITH recent AS (
    -- Of each device the `older`-th latest mapping that ended. max(x, n) is the quick way to it and takes no n of a million.
    SELECT device, list_min(max(map_id, least($older::BIGINT, 999999))) AS since_id
    FROM pairing WHERE unmap_id IS NOT NULL AND $older::BIGINT <= 999999 GROUP BY device HAVING count() >= $older::BIGINT
    UNION ALL
    SELECT device, map_id
    FROM (FROM pairing WHERE unmap_id IS NOT NULL AND $older::BIGINT > 999999)
    QUALIFY row_number() OVER (PARTITION BY device ORDER BY map_id DESC) = $older::BIGINT
), candidate AS (
    -- What is still mapped, was mapped before that, and does not live long by design.
    SELECT m.event_id, m.device, m.ts_ns, m.cpu, m.comm, m.dma_addr, m.phys_addr, m.size, m.direction
    FROM pairing p
    JOIN dma_op m ON m.event_id = p.map_id
    JOIN recent r ON r.device = p.device AND p.map_id < r.since_id
    LEFT JOIN posting q ON q.request_id = m.vq_op_id AND q.state = 'in_flight'
    WHERE p.unmap_id IS NULL AND p.end_id = 9223372036854775807 AND p.api IN ('single', 'resource', 'sg')
        AND coalesce(m.attrs, 0) & 34 <> 34 AND NOT m.truncated AND m.entry_count <= 128 AND q.request_id IS NULL
        AND p.device NOT IN (SELECT device FROM partly_recorded)
        -- an unmap that was lost since, or the add it was made for just before
        AND NOT lost_between(m.event_id - 1000, 9223372036854775807)
), ringlike AS (
    -- Kinds of buffers (device, direction, size) that may wait in a ring. Only of what would be told otherwise: those of
    -- virtqueues would be millions of rows.
    SELECT device, direction, size, count() AS live FROM pairing SEMI JOIN candidate USING (device, direction, size)
    WHERE api = 'single' AND direction = 'from_device' AND unmap_id IS NULL AND end_id = 9223372036854775807 AND size IS NOT NULL
    GROUP BY ALL HAVING live >= 16
), unmapped AS (
    -- What their devices unmapped, counted.
    SELECT event_id, device, api, direction, size, row_number() OVER (PARTITION BY device ORDER BY event_id) AS number FROM dma_op
    WHERE op = 'unmap' AND entry_index = 0 AND device IN (SELECT device FROM ringlike)
), mapped AS (
    -- What was mapped of each kind, counted, each with the one before.
    SELECT map_id, unmap_id, device, direction, size, live, unmap_id IS NULL AND end_id = 9223372036854775807 AS open,
        row_number() OVER alike AS number, lag(map_id) OVER alike AS previous_id
    FROM pairing JOIN ringlike USING (device, direction, size)
    WHERE api = 'single'
    WINDOW alike AS (PARTITION BY device, direction, size ORDER BY map_id)
), step AS (
    -- What was unmapped from one map of a kind to the next: one of the kind (exchanged), or only others (beside_others).
    SELECT m.*, alike.event_id IS NULL AS before_unmaps, coalesce(alike.event_id > previous_id, false) AS exchanged,
        coalesce(other.event_id > previous_id, false) AND NOT exchanged AS beside_others, coalesce(other.number, 0) AS unmaps_before
    FROM mapped m
    ASOF LEFT JOIN unmapped other ON other.device = m.device AND other.event_id < m.map_id
    ASOF LEFT JOIN (FROM unmapped WHERE api = 'single') alike
        ON alike.device = m.device AND alike.direction = m.direction AND alike.size = m.size AND alike.event_id < m.map_id
), go_start AS (
    -- A new go begins where one of the kind was unmapped, or more than `older` others.
    SELECT *, exchanged OR unmaps_before - lag(unmaps_before) OVER (PARTITION BY device, direction, size ORDER BY map_id)
        > $older::BIGINT AS begins_go
    FROM step
), in_go AS (
    SELECT *, count() FILTER (begins_go) OVER (PARTITION BY device, direction, size ORDER BY map_id) AS go FROM go_start
), longest_go AS (
    SELECT device, direction, size, max(length) AS length, sum(paired) AS paired
    FROM (SELECT device, direction, size, count() AS length, count(unmap_id) AS paired FROM in_go GROUP BY device, direction, size, go)
    GROUP BY ALL
), ring AS (
    -- What it holds: the most that were mapped at one go, and as many as were unmapped without having been seen mapped.
    SELECT device, direction, size, any_value(length) + greatest(0, count(event_id) - any_value(paired)) AS most
    FROM longest_go LEFT JOIN (SELECT event_id, device, direction, size FROM unmapped WHERE api = 'single') USING (device, direction, size)
    GROUP BY ALL
), waiting AS (
    -- What is still mapped, in runs of neighbours: none between two of a run was unmapped.
    SELECT *, number - row_number() OVER (PARTITION BY device, direction, size ORDER BY map_id) AS run FROM step WHERE open
), in_ring AS (
    -- (b) The latest in runs of 16 and more, as many as the ring holds.
    SELECT map_id FROM waiting JOIN ring USING (device, direction, size)
    WINDOW run_of AS (PARTITION BY device, direction, size, run)
    QUALIFY count() OVER run_of >= 16 AND 2 * count() FILTER (beside_others) OVER run_of <= count() OVER run_of
        AND row_number() OVER (PARTITION BY device, direction, size ORDER BY map_id DESC) <= most
    UNION ALL
    -- (a) All of a kind of which at least as many were mapped at one go, before the first one was unmapped.
    SELECT map_id FROM (FROM step WHERE open) SEMI JOIN (
        SELECT device, direction, size FROM in_go WHERE go = 0 AND before_unmaps
        GROUP BY ALL HAVING count() >= any_value(live) AND 2 * count() FILTER (beside_others) <= count()) USING (device, direction, size)
)
SELECT NULL::VARCHAR AS kind, device, ts_ns, cpu, dma_addr, phys_addr, size, 1::BIGINT AS count,
    printf('%s bytes mapped %s (event %d, %s) and never unmapped', size::VARCHAR, direction, event_id,
        coalesce(comm, 'unknown task')) AS message,
    [event_id] AS events
FROM candidate
WHERE event_id NOT IN (FROM in_ring)
ORDER BY event_id
