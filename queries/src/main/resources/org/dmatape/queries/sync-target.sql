-- id: sync-target
-- kind: table
-- title: Which mapping a sync is about
-- defines: sync_range, synced_page, sync_target
-- uses: pairing
-- meaning: One row per synced range with the live mapping that holds its first byte, else the mapping that held it last. Where
--   memory is used without translation several mappings may hold it: the latest that holds the whole range wins, else the
--   latest.
CREATE TABLE sync_range AS
SELECT event_id, op_id, enum_code(device)::BIGINT AS device_code, dma_addr::BIGINT AS first_byte, dma_addr::BIGINT + size::BIGINT - 1 AS last_byte
FROM dma_op
WHERE op IN ('sync_for_cpu', 'sync_for_device') AND device IS NOT NULL AND size BETWEEN 1 AND 1099511627776
    AND dma_addr < 4611686018427387904;

-- Mappings of synced devices by page, large ones by 2 MiB frame; only pages and frames where a sync begins.
CREATE TABLE synced_page AS
WITH mapped AS (
    SELECT map_id, end_id, segment_id, enum_code(device)::BIGINT AS device_code, dma_addr::BIGINT AS first_byte,
        dma_addr::BIGINT + size::BIGINT - 1 AS last_byte
    FROM segment
    WHERE dma_addr < 4611686018427387904 AND size BETWEEN 1 AND 68719476736
        AND enum_code(device)::BIGINT IN (SELECT device_code FROM sync_range)
), by_page AS (
    SELECT *, unnest(range(first_byte >> 12, (last_byte >> 12) + 1)) AS number FROM mapped WHERE last_byte - first_byte < 1048576
), by_frame AS (
    SELECT *, unnest(range(first_byte >> 21, (last_byte >> 21) + 1)) AS number FROM mapped WHERE last_byte - first_byte >= 1048576
)
SELECT p.*, 12 AS shift FROM by_page p SEMI JOIN (SELECT DISTINCT device_code, first_byte >> 12 AS number FROM sync_range) USING (device_code, number)
UNION ALL
SELECT f.*, 21 AS shift
FROM by_frame f SEMI JOIN (SELECT DISTINCT device_code, first_byte >> 21 AS number FROM sync_range) USING (device_code, number);

CREATE TABLE sync_target AS
WITH last_mapped AS (
    -- quick way: the latest mapping of that page; right unless several share it
    SELECT s.*, p.segment_id, p.map_id
    FROM sync_range s ASOF JOIN (FROM synced_page WHERE shift = 12) p
        ON p.device_code = s.device_code AND p.number = s.first_byte >> 12 AND p.map_id < s.event_id
    WHERE p.end_id > s.event_id AND p.first_byte <= s.first_byte AND p.last_byte >= s.last_byte
), rest AS (
    FROM sync_range s ANTI JOIN last_mapped l ON l.event_id = s.event_id
), candidate AS (
    SELECT s.*, p.segment_id, p.map_id, p.end_id > s.event_id AS live, p.last_byte >= s.last_byte AS whole
    FROM rest s JOIN synced_page p ON p.device_code = s.device_code AND p.number = s.first_byte >> p.shift
        AND p.map_id < s.event_id AND p.first_byte <= s.first_byte AND p.last_byte >= s.first_byte
), best AS (
    SELECT event_id, max_by(segment_id, (live, whole, map_id)) AS segment_id, max_by(map_id, (live, whole, map_id)) AS map_id,
        bool_or(live) AS live
    FROM candidate GROUP BY event_id
)
SELECT event_id, segment_id, map_id, true AS live FROM last_mapped
UNION ALL
SELECT r.event_id, b.segment_id, b.map_id, coalesce(b.live, false) FROM rest r LEFT JOIN best b ON b.event_id = r.event_id;
