-- id: overlap
-- kind: table
-- title: Mappings of the same memory at the same time
-- defines: extent, crowded_page, crowded_frame, overlapping_in, overlapping_pair, double_mapping
-- uses: pairing, unseen-end
-- meaning: Finds mappings of one device that are live at once and share bytes, or only a page. Every mapping is put into the
--   pages it touches (mappings above 1 MiB are compared by 2 MiB frames instead). A page where nothing begins while
--   something else is live is done with. In the others, mappings are compared only within the same run of bytes that
--   were ever mapped together (a slab object, a packet buffer) and the same busy spell of that run, so that the cost
--   follows the number of mappings, not the square of how often a page is used again.
CREATE TABLE extent AS
SELECT map_id, end_id, enum_code(device)::BIGINT AS device_code, direction,
    phys_addr::BIGINT AS first_byte, phys_addr::BIGINT + size::BIGINT - 1 AS last_byte
FROM segment
WHERE api IN ('single', 'sg') AND NOT unmap_may_be_missing AND phys_addr < 4611686018427387904 AND size BETWEEN 1 AND 68719476736;

-- The pages of small mappings in which one begins while another is live.
CREATE TABLE crowded_page AS
WITH paged AS (
    SELECT page_key(device_code, first_byte >> 12) AS page, map_id, end_id, direction,
        first_byte & 4095 AS first_byte, last_byte & 4095 AS last_byte
    FROM extent WHERE first_byte >> 12 = last_byte >> 12
    UNION ALL
    SELECT page_key(device_code, number) AS page, map_id, end_id, direction,
        greatest(first_byte - number * 4096, 0) AS first_byte, least(last_byte - number * 4096, 4095) AS last_byte
    FROM (SELECT *, unnest(range(first_byte >> 12, (last_byte >> 12) + 1)) AS number
        FROM extent WHERE first_byte >> 12 < last_byte >> 12 AND last_byte - first_byte < 1048576)
), crowded AS (
    SELECT DISTINCT page FROM (
        -- if any earlier mapping is live when one begins, then somewhere the very last one before is
        SELECT page, map_id, lag(end_id) OVER (PARTITION BY page ORDER BY map_id) AS live_until FROM paged)
    WHERE live_until > map_id
)
SELECT * FROM paged SEMI JOIN crowded USING (page);

-- Frames that a large mapping touches, with every mapping in them.
CREATE TABLE crowded_frame AS
WITH large AS (
    SELECT device_code, unnest(range(first_byte >> 21, (last_byte >> 21) + 1)) AS frame
    FROM extent WHERE last_byte - first_byte >= 1048576
), framed AS (
    SELECT *, unnest(range(first_byte >> 21, (last_byte >> 21) + 1)) AS frame
    FROM extent WHERE EXISTS (FROM large)
)
SELECT page_key(device_code, frame) AS page, map_id, end_id, direction, last_byte - first_byte >= 1048576 AS large,
    greatest(first_byte - frame * 2097152, 0) AS first_byte, least(last_byte - frame * 2097152, 2097151) AS last_byte
FROM framed SEMI JOIN large USING (device_code, frame);

CREATE MACRO overlapping_in(pages) AS TABLE
WITH extents AS (
    SELECT DISTINCT page, first_byte, last_byte FROM query_table(pages)
), gaps AS (
    SELECT *, coalesce(first_byte > max(last_byte) OVER (
        PARTITION BY page ORDER BY first_byte, last_byte ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS begins_run
    FROM extents
), runs AS (
    SELECT page, first_byte, last_byte, sum(begins_run::INTEGER) OVER (PARTITION BY page ORDER BY first_byte, last_byte) AS run
    FROM gaps
), placed AS (
    SELECT p.*, r.run FROM query_table(pages) p JOIN runs r USING (page, first_byte, last_byte)
), contested AS (
    SELECT DISTINCT page, run FROM (
        SELECT page, run, map_id, lag(end_id) OVER (PARTITION BY page, run ORDER BY map_id) AS live_until FROM placed)
    WHERE live_until > map_id
), idle AS (
    SELECT *, coalesce(max(end_id) OVER (
        PARTITION BY page, run ORDER BY map_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) <= map_id, true) AS begins_spell
    FROM placed SEMI JOIN contested USING (page, run)
), spells AS (
    SELECT *, sum(begins_spell::INTEGER) OVER (PARTITION BY page, run ORDER BY map_id) AS spell FROM idle
), busy AS (
    SELECT page, run, spell FROM spells GROUP BY ALL HAVING count(*) > 1 AND bool_or(direction <> 'to_device')
)
SELECT earlier.map_id AS earlier_id, later.map_id AS later_id, page, earlier.direction AS earlier_direction,
    later.direction AS later_direction, earlier.last_byte - earlier.first_byte + 1 AS earlier_bytes,
    later.last_byte - later.first_byte + 1 AS later_bytes,
    least(earlier.last_byte, later.last_byte) - greatest(earlier.first_byte, later.first_byte) + 1 AS shared_bytes
FROM (FROM spells SEMI JOIN busy USING (page, run, spell)) earlier
JOIN (FROM spells SEMI JOIN busy USING (page, run, spell)) later USING (page, run, spell)
WHERE earlier.map_id < later.map_id AND earlier.end_id > later.map_id
    AND earlier.first_byte <= later.last_byte AND later.first_byte <= earlier.last_byte
    AND (earlier.direction <> 'to_device' OR later.direction <> 'to_device');

-- Two mappings, one page or frame: the same bytes, live at once, at least one of the two writable by the device.
CREATE TABLE overlapping_pair AS
SELECT *, false AS large FROM overlapping_in('crowded_page')
UNION ALL
SELECT pair.*, true AS large FROM overlapping_in('crowded_frame') pair
WHERE earlier_id IN (SELECT map_id FROM crowded_frame WHERE large) OR later_id IN (SELECT map_id FROM crowded_frame WHERE large);

-- One row per mapping that shares bytes with earlier ones. What a driver posts as one buffer of a virtqueue it means as one: a cipher reads
-- and writes the same bytes.
CREATE TABLE double_mapping AS
WITH unordered AS (
    -- DMA_ATTR_SKIP_CPU_SYNC: the owner of the memory does the ordering
    SELECT DISTINCT op_id FROM dma_op
    WHERE op_id IN (SELECT earlier_id FROM overlapping_pair UNION ALL SELECT later_id FROM overlapping_pair) AND attrs & 32 <> 0
), posted AS (
    SELECT op_id, any_value(vq_op_id) AS buffer_id FROM dma_op
    WHERE op_id IN (SELECT earlier_id FROM overlapping_pair UNION ALL SELECT later_id FROM overlapping_pair) AND op = 'map' AND vq_op_id IS NOT NULL
    GROUP BY op_id
), unknown_end AS (
    -- of a device that was recorded in part, what was never unmapped may have ended at any time
    SELECT p.map_id FROM pairing p JOIN partly_recorded r ON r.device = p.device WHERE p.unmap_id IS NULL OR r.direct
)
SELECT later_id, min(earlier_id) AS earlier_id, count(DISTINCT earlier_id) AS mappings,
    coalesce(sum(shared_bytes) FILTER (NOT large), max(shared_bytes) FILTER (large))::BIGINT AS shared_bytes
FROM overlapping_pair LEFT JOIN posted earlier ON earlier.op_id = earlier_id LEFT JOIN posted later ON later.op_id = later_id
WHERE earlier_id NOT IN (FROM unordered) AND later_id NOT IN (FROM unordered) AND coalesce(earlier.buffer_id <> later.buffer_id, true)
    AND earlier_id NOT IN (FROM unknown_end)
GROUP BY later_id;
