-- id: pairing
-- kind: table
-- title: Which unmap ends which map
-- defines: sg_unmap_target, pairing_operation, pairing_draft, contended_address, contended_episode, pairing_contended, pairing,
--   unpaired_unmap, device_translation, segment
-- uses: loss-span
-- meaning: The heart of every question about mappings. Two operations belong together when they name the same device and
--   the same DMA address; which two, when an address is used again and again, is decided here, once, in the tape's
--   total order (event_id, never ts_ns).
--
--   1. An address that is mapped, unmapped, mapped, unmapped ... pairs neighbours (LEAD). Nothing that happens to one
--      pair can shift another, as counting "the n-th map, the n-th unmap" would after a single lost event.
--   2. An address with two maps or two unmaps in a row is contended. Its operations are cut into episodes, which begin with a
--      map while nothing else is live there and end when nothing is live any more. An episode of one map and one unmap is
--      such a pair of neighbours, whatever the two say: there was nothing else to unmap. The others are looked at again:
--      a. An unmap takes the innermost open map that says the same (function family, size or entries, direction).
--         Maps and unmaps that overlap in such a group are then paired first come, first served.
--      b. Behind an IOMMU or a bounce buffer (dma_addr differs from phys_addr) an address cannot be live twice. A second
--         map therefore means that the first unmap is late or was not recorded. Late: the kernel records an unmap after
--         the address is free again, so another CPU can map it before the event is written. This is accepted only for
--         a handful of operations that involve two CPUs, none of them lost; otherwise the first mapping is `superseded`:
--         it ended, unseen.
--      c. Without translation (dma_addr = phys_addr) the same address may be mapped many times at once. If every unmap
--         finds a map that says the same, first come, first served holds over the whole recording.
--      d. Unmaps that found no such map take the innermost open map that says something else: a mismatch, not an
--         unmap of nothing.
--   3. What is left: maps without an end are live_at_end (or superseded), unmaps without a beginning go to
--      unpaired_unmap with the verdict of what they are.
--   dma_unmap_sg carries physical addresses only. It is first paired with dma_map_sg on (device, physical address of
--   entry 0) by the same rules; what finds no scatterlist takes the latest single mapping of that memory: the wrong
--   function was called, and that mapping ends. Linux 6.1 tells no DMA address of a scatterlist: what is known of such a
--   list is that the unmap of its memory is its own.
--   A failed map (dma_addr all ones) and an allocation or free of NULL are no operations.

-- The scatterlist unmaps and the DMA address each of them means.
CREATE TABLE sg_unmap_target AS
WITH operation AS (
    SELECT event_id, cpu, device, phys_addr, dma_addr, op = 'map' AS opens,
        CASE WHEN op = 'map' THEN 1 ELSE -1 END AS step,
        hash(entry_count, direction) AS fit
    FROM dma_op
    WHERE api = 'sg' AND op IN ('map', 'unmap') AND entry_index = 0 AND phys_addr IS NOT NULL
        AND EXISTS (FROM dma_op WHERE api = 'sg' AND op = 'unmap')
), summed AS (
    SELECT *, sum(step) OVER (PARTITION BY device, phys_addr, fit ORDER BY event_id) AS balance
    FROM operation
), floored AS (
    SELECT *, least(0, coalesce(min(balance) OVER (
            PARTITION BY device, phys_addr, fit ORDER BY event_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS floor
    FROM summed
), levelled AS (
    SELECT *, balance - floor + CASE WHEN opens THEN 0 ELSE 1 END AS level
    FROM floored
    WHERE opens OR balance >= floor
), same AS (
    SELECT event_id, opens, lag(dma_addr) OVER (PARTITION BY device, phys_addr, fit, level ORDER BY event_id) AS dma_addr
    FROM levelled
), other AS (
    -- another number of entries or direction, or a mapping that was not made as a scatterlist at all
    SELECT unmap.event_id, map.dma_addr
    FROM (FROM operation WHERE NOT opens AND event_id NOT IN (SELECT event_id FROM same WHERE NOT opens)) unmap
    ASOF LEFT JOIN (
        SELECT event_id, device, phys_addr, dma_addr FROM dma_op
        WHERE op = 'map' AND entry_index = 0 AND phys_addr IS NOT NULL AND (dma_addr IS NOT NULL OR api = 'sg')
            AND phys_addr IN (SELECT phys_addr FROM operation)) map
        ON map.device = unmap.device AND map.phys_addr = unmap.phys_addr AND map.event_id < unmap.event_id
)
SELECT event_id, dma_addr FROM same WHERE NOT opens
UNION ALL
SELECT event_id, dma_addr FROM other;

-- Every operation that opens or closes a mapping, once per scatterlist. `fit` is what a map and its unmap both say.
CREATE VIEW pairing_operation AS
SELECT address_key(device, dma_addr) AS key, event_id, op IN ('map', 'alloc') AS opens,
    hash(api, CASE WHEN api = 'sg' THEN entry_count ELSE size END, direction) AS fit,
    cpu, device, api, direction, dma_addr, phys_addr, size
FROM dma_op
WHERE op IN ('map', 'unmap', 'alloc', 'free') AND entry_index = 0 AND device IS NOT NULL
    AND dma_addr IS NOT NULL AND dma_addr <> 18446744073709551615 AND NOT (op = 'unmap' AND api = 'sg')
    AND (op IN ('map', 'unmap') OR virt_addr IS DISTINCT FROM 0)
UNION ALL
SELECT address_key(d.device, t.dma_addr) AS key, d.event_id, false AS opens,
    hash(d.api, d.entry_count, d.direction) AS fit,
    d.cpu, d.device, d.api, d.direction, t.dma_addr, d.phys_addr, d.size
FROM sg_unmap_target t JOIN dma_op d ON d.event_id = t.event_id
WHERE t.dma_addr IS NOT NULL AND d.device IS NOT NULL;

-- Neighbours on one address. Unmaps that follow a map are implied by that map's row and left out.
CREATE TABLE pairing_draft AS
SELECT * FROM (
    SELECT key, event_id, opens, device, api, direction, dma_addr, phys_addr, size, fit, row_number() OVER address AS position,
        lag(opens) OVER address AS after_open, lead(opens) OVER address AS before_open,
        lag(event_id) OVER address AS previous_id, lead(event_id) OVER address AS next_id, lead(fit) OVER address AS next_fit
    FROM pairing_operation
    WINDOW address AS (PARTITION BY key ORDER BY event_id))
WHERE opens OR after_open IS DISTINCT FROM true;

-- The addresses with two maps or two unmaps in a row; direct where one of the mappings is not translated.
CREATE TABLE contended_address AS
SELECT key, bool_or(opens AND dma_addr IS NOT DISTINCT FROM phys_addr) AS direct
FROM pairing_draft
GROUP BY key
HAVING bool_or((opens AND before_open) OR (NOT opens AND NOT after_open));

-- The episodes that are more than a map and the unmap right behind it. The longer the recording, the more addresses were contended
-- once, so nothing here walks through all that happened at them: where maps and unmaps take turns, as many are live behind an
-- unmap as were before its map, and only a map before a map, or an unmap behind an unmap, changes how many.
CREATE TABLE contended_episode AS
WITH change AS (
    SELECT key, event_id, opens, next_id, before_open AS next_opens,
        sum(CASE WHEN opens THEN 1 ELSE -1 END) OVER (PARTITION BY key ORDER BY event_id) AS total
    FROM pairing_draft SEMI JOIN contended_address USING (key)
    WHERE before_open OR NOT opens
), counted AS (
    SELECT *, total - least(0, min(total) OVER (PARTITION BY key ORDER BY event_id)) AS live_count FROM change
), ending AS (
    -- with the unmaps behind the one that ended the last mapping
    SELECT *, min(CASE WHEN NOT opens AND live_count = 0 AND next_opens THEN next_id END) OVER (
            PARTITION BY key ORDER BY event_id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_episode_id
    FROM counted
)
SELECT key, event_id AS episode, next_episode_id FROM ending WHERE opens AND live_count = 1;

-- All operations of these episodes, in groups that say the same.
CREATE TABLE pairing_contended AS
WITH chosen AS (
    SELECT o.event_id, e.episode, e.next_episode_id
    FROM (SELECT key, event_id FROM pairing_operation SEMI JOIN contended_episode USING (key)) o
    ASOF JOIN contended_episode e ON e.key = o.key AND e.episode <= o.event_id
    WHERE e.next_episode_id IS NULL OR o.event_id < e.next_episode_id
), operation AS (
    SELECT o.*, c.episode, a.direct, CASE WHEN opens THEN 1 ELSE -1 END AS step,
        row_number() OVER in_order AS position,
        lag(cpu) OVER in_order IS DISTINCT FROM cpu AS cpu_changed,
        lag(event_id) OVER in_order AS previous_id, lag(opens) OVER in_order AS after_open,
        max(CASE WHEN opens THEN event_id END) OVER (in_order ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_open_id,
        coalesce(min(CASE WHEN opens THEN event_id END) OVER (
            PARTITION BY key, episode ORDER BY event_id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), next_episode_id) AS next_open_id
    FROM pairing_operation o JOIN chosen c USING (event_id) JOIN contended_address a USING (key)
    WINDOW in_order AS (PARTITION BY key ORDER BY event_id)
), summed AS (
    SELECT *, sum(step) OVER (PARTITION BY key, episode, fit ORDER BY event_id) AS balance,
        count(*) FILTER (cpu_changed) OVER (PARTITION BY key ORDER BY event_id) AS cpu_run
    FROM operation
), floored AS (
    SELECT *, least(0, coalesce(min(balance) OVER (
            PARTITION BY key, episode, fit ORDER BY event_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS floor
    FROM summed
), levelled AS (
    SELECT *, NOT opens AND balance < floor AS surplus,
        balance - floor + CASE WHEN opens THEN 0 ELSE 1 END AS level
    FROM floored
), nested AS (
    -- parentheses: a map at one level ends with the next unmap of that level
    SELECT *, bool_or(surplus) OVER (PARTITION BY key, episode) AS any_surplus,
        CASE WHEN opens THEN lead(position) OVER same_level ELSE lag(position) OVER same_level END AS partner_position,
        CASE WHEN opens THEN lead(cpu_run) OVER same_level ELSE lag(cpu_run) OVER same_level END AS partner_cpu_run,
        CASE WHEN opens THEN lead(event_id) OVER same_level ELSE lag(event_id) OVER same_level END AS partner_id
    FROM levelled
    WINDOW same_level AS (PARTITION BY key, episode, fit, surplus, level ORDER BY event_id)
), accepted AS (
    SELECT *, NOT surplus AND CASE
            WHEN direct AND NOT any_surplus THEN true
            WHEN partner_position IS NULL THEN false
            WHEN direct THEN true
            ELSE abs(partner_position - position) = 1
                OR (abs(partner_position - position) <= 7 AND partner_cpu_run <> cpu_run
                    AND NOT lost_between(least(event_id, partner_id), greatest(event_id, partner_id))) END AS accept
    FROM nested
), grouped AS (
    SELECT *, CASE WHEN direct AND NOT any_surplus THEN 0 ELSE sum(CASE WHEN accept AND opens THEN 1 ELSE 0 END) OVER outer_first
            END AS opened,
        sum(CASE WHEN accept THEN step ELSE 0 END) OVER outer_first AS depth
    FROM accepted
    WINDOW outer_first AS (PARTITION BY key, episode, fit ORDER BY event_id)
)
SELECT key, event_id, opens, device, api, direction, dma_addr, phys_addr, size, fit, direct, previous_id, after_open, last_open_id,
    next_open_id, episode, accept,
    -- a group begins with the map that is open alone
    CASE WHEN direct AND NOT any_surplus THEN 0
        ELSE max(CASE WHEN accept AND opens AND depth = 1 THEN opened END) OVER (PARTITION BY key, episode, fit ORDER BY event_id) END AS family
FROM grouped;

-- One row per map operation that did not fail.
CREATE TABLE pairing AS
WITH ranked AS (
    SELECT key, episode, fit, family, event_id, opens,
        row_number() OVER (PARTITION BY key, episode, fit, family, opens ORDER BY event_id) AS turn
    FROM pairing_contended WHERE accept
), agreeing AS (
    SELECT map.event_id AS map_id, unmap.event_id AS unmap_id
    FROM ranked map JOIN ranked unmap USING (key, episode, fit, family, turn)
    WHERE map.opens AND NOT unmap.opens
), rest AS (
    SELECT *, CASE WHEN opens THEN 1 ELSE -1 END AS step
    FROM pairing_contended
    WHERE event_id NOT IN (SELECT map_id FROM agreeing) AND event_id NOT IN (SELECT unmap_id FROM agreeing)
), rest_summed AS (
    SELECT *, sum(step) OVER (PARTITION BY key, episode ORDER BY event_id) AS balance FROM rest
), rest_floored AS (
    SELECT *, least(0, coalesce(min(balance) OVER (
            PARTITION BY key, episode ORDER BY event_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS floor
    FROM rest_summed
), rest_levelled AS (
    SELECT *, balance - floor + CASE WHEN opens THEN 0 ELSE 1 END AS level
    FROM rest_floored
    WHERE opens OR balance >= floor
), differing AS (
    SELECT event_id AS map_id, partner_id AS unmap_id
    FROM (SELECT event_id, opens, direct, lead(event_id) OVER same_level AS partner_id,
            lead(last_open_id) OVER same_level AS partner_last_open_id
        FROM rest_levelled
        WINDOW same_level AS (PARTITION BY key, episode, level ORDER BY event_id))
    WHERE opens AND partner_id IS NOT NULL AND (direct OR partner_last_open_id = event_id)
), ended AS (
    SELECT map_id, unmap_id, true AS agrees FROM agreeing
    UNION ALL
    SELECT map_id, unmap_id, false AS agrees FROM differing
), uncontended AS (
    SELECT event_id AS map_id, next_id AS unmap_id, coalesce(next_fit = fit, true) AS agrees, NULL::BIGINT AS superseded_id,
        device, api, direction, dma_addr, phys_addr, size
    FROM pairing_draft ANTI JOIN pairing_contended USING (event_id)
    WHERE opens
), decided AS (
    SELECT event_id AS map_id, unmap_id, coalesce(agrees, true) AS agrees,
        CASE WHEN NOT direct THEN next_open_id END AS superseded_id,
        device, api, direction, dma_addr, phys_addr, size
    FROM pairing_contended LEFT JOIN ended ON ended.map_id = pairing_contended.event_id
    WHERE opens
)
SELECT map_id, unmap_id,
    -- the last event before which the mapping was live: its unmap, or the map that took its address
    least(coalesce(unmap_id, 9223372036854775807), coalesce(superseded_id, 9223372036854775807)) AS end_id,
    agrees, device, api, direction, dma_addr, phys_addr, size
FROM (FROM uncontended UNION ALL FROM decided);

-- How a device reaches memory, judged by its addresses: an IOMMU keeps the offset within the page, a bounce buffer does not.
CREATE TABLE device_translation AS
SELECT device,
    CASE WHEN bool_and(dma_addr = phys_addr) THEN 'direct'
        WHEN device IN (SELECT device FROM bounce) AND device NOT IN (SELECT device FROM dma_op WHERE iommu_bytes > 0 AND device IS NOT NULL)
            THEN 'bounce'
        WHEN bool_and(dma_addr = phys_addr OR (xor(dma_addr, phys_addr) & 4095) = 0) THEN 'iommu'
        ELSE 'bounce' END AS translation,
    bool_or(dma_addr = phys_addr) AS any_direct
FROM pairing
WHERE phys_addr IS NOT NULL AND dma_addr IS NOT NULL
GROUP BY device;

-- One row per DMA segment that was ever mapped: a scatterlist has several. Where the IOMMU merged entries, the physical
-- extent of a segment is not recorded and phys_addr is null.
-- The kernel drops the unmap event of a scatterlist that does not fit into a sub-buffer: such a mapping may have ended.
CREATE VIEW segment AS
SELECT map_id, unmap_id, end_id, map_id AS segment_id, device, api, direction, dma_addr, phys_addr, size, false AS unmap_may_be_missing
FROM pairing WHERE api <> 'sg'
UNION ALL
SELECT p.map_id, p.unmap_id, p.end_id, d.event_id AS segment_id, p.device, p.api, p.direction, d.dma_addr,
    CASE WHEN m.op_id IS NULL THEN d.phys_addr END AS phys_addr, d.size,
    p.unmap_id IS NULL AND (d.truncated OR d.entry_count > 128) AS unmap_may_be_missing
FROM pairing p
JOIN dma_op d ON d.op_id = p.map_id
LEFT JOIN (SELECT DISTINCT op_id FROM dma_op WHERE op = 'map' AND api = 'sg' AND dma_addr IS NULL) m ON m.op_id = p.map_id
WHERE p.api = 'sg' AND d.dma_addr IS NOT NULL AND d.size IS NOT NULL;

-- Unmaps that end nothing the recording saw begin, and what that makes them:
--   double-unmap    the address was unmapped before, and not mapped since
--   never-mapped    the IOMMU had nothing mapped there: it removed nothing, as it does for every other unmap of the device
--   origin-unknown  mapped before the recording began, or the map was lost: no error
CREATE TABLE unpaired_unmap AS
WITH surplus AS (
    -- what follows an unmap, or nothing; then what follows a map and did not end it
    SELECT event_id, device, api, key, previous_id, dma_addr, fit, position FROM pairing_draft WHERE NOT opens
    UNION ALL
    SELECT event_id, device, api, key, previous_id, dma_addr, fit, NULL FROM pairing_contended WHERE NOT opens AND after_open
), lone AS (
    SELECT s.*, coalesce(a.direct, false) AS direct, a.key IS NOT NULL AS contended
    FROM surplus s LEFT JOIN contended_address a USING (key)
    WHERE event_id NOT IN (SELECT unmap_id FROM pairing WHERE unmap_id IS NOT NULL)
), repeating AS (
    SELECT DISTINCT l.event_id
    FROM lone l JOIN pairing_draft m ON m.key = l.key AND m.fit = l.fit
    WHERE m.opens AND m.event_id < l.event_id
), late AS (
    -- the first map of the address, an unmap by another CPU right behind it, then this one: the first unmap may be the late
    -- one of a mapping older than the recording
    SELECT l.event_id
    FROM lone l JOIN pairing_draft m ON m.key = l.key AND m.next_id = l.previous_id
        JOIN dma_op mapped ON mapped.event_id = m.event_id JOIN dma_op unmapped ON unmapped.event_id = l.previous_id
    WHERE l.position = 3 AND m.position = 1 AND m.opens AND unmapped.cpu <> mapped.cpu AND unmapped.ts_ns - mapped.ts_ns < 1000000
), unpaired AS (
    SELECT event_id, device, api, key, previous_id, CASE WHEN contended THEN dma_addr END AS dma_addr, direct,
        event_id IN (SELECT event_id FROM repeating) AS repeats, event_id IN (SELECT event_id FROM late) AS follows_late
    FROM lone
    UNION ALL
    SELECT t.event_id, d.device, d.api, NULL, NULL, NULL, false, false, false
    FROM sg_unmap_target t JOIN dma_op d ON d.event_id = t.event_id
    WHERE t.dma_addr IS NULL
), unmap_trait AS (
    -- does every unmap that ended a mapping of this device and function take something out of the IOMMU? What came before
    -- the first of them proves nothing: recording may have begun between the two kinds of event
    SELECT d.device, d.api, bool_and(coalesce(d.iommu_bytes, 0) > 0) AS removes, min(d.event_id) AS since_id
    FROM dma_op d SEMI JOIN pairing p ON p.unmap_id = d.event_id
    WHERE d.device IN (SELECT device FROM unpaired)
    GROUP BY d.device, d.api
)
SELECT d.event_id, d.device,
    CASE
        WHEN d.iommu_bytes > 0 OR u.follows_late THEN 'origin-unknown'
        WHEN u.previous_id IS NOT NULL AND (u.repeats OR NOT (u.direct OR coalesce(v.any_direct, false)))
            AND NOT lost_between(u.previous_id, d.event_id) THEN 'double-unmap'
        WHEN u.previous_id IS NULL AND u.key IS NOT NULL AND coalesce(r.removes, false) AND r.since_id < d.event_id
            AND NOT lost_between(d.event_id - 100, d.event_id) THEN 'never-mapped'
        ELSE 'origin-unknown' END AS kind,
    coalesce(d.dma_addr, u.dma_addr) AS dma_addr, u.previous_id
FROM unpaired u JOIN dma_op d ON d.event_id = u.event_id
LEFT JOIN device_translation v ON v.device = d.device
LEFT JOIN unmap_trait r ON r.device = d.device AND r.api = d.api;
