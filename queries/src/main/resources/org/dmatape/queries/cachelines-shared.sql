-- id: cachelines-shared
-- kind: browse
-- title: Mappings that share a cache line
-- uses: overlap
-- evidence: EXISTS (FROM dma_op WHERE op = 'map') | no DMA-API mapping was recorded
-- meaning: Mappings of one device that began while another one was live in the same cache line, where the device may write at least one of the
--   two. Cache-coherent machines, as all x86 ones are, do not mind. On others a cache line that is written back or thrown away for one mapping
--   takes the bytes of the other along: the driver corrupts data there. Mappings that share bytes are left to check double-map.
--   Mappings above 1 MiB are left out.
-- param: line INTEGER = 64 | bytes of a cache line
-- column: device | DMA device
-- column: direction | of the mapping that began
-- column: size bytes | its bytes
-- column: mappings | how many began in a cache line that was in use
-- column: first_event_id | event_id of the first of them
-- column: first_ts_ns ns | when
-- column: first_phys_addr address | where
-- column: comm | task that mapped it
-- example: dmatape query X.tape cachelines-shared -p line=128
WITH lined AS (
    SELECT page, map_id, end_id, direction, unnest(range(first_byte // $line::BIGINT, last_byte // $line::BIGINT + 1)) AS line
    FROM crowded_page
), beside AS (
    SELECT page, line, map_id, direction, max(end_id) OVER earlier AS live_until,
        max(CASE WHEN direction <> 'to_device' THEN end_id END) OVER earlier AS written_until
    FROM lined
    WINDOW earlier AS (PARTITION BY page, line ORDER BY map_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), sharing AS (
    SELECT DISTINCT map_id FROM beside
    WHERE CASE WHEN direction = 'to_device' THEN written_until ELSE live_until END > map_id
        -- one of bytes that are mapped already is double-map's; others may share a line with it
        AND map_id NOT IN (SELECT later_id FROM overlapping_pair)
)
SELECT m.device, m.direction, m.size, count() AS mappings, min(m.event_id) AS first_event_id, min_by(m.ts_ns, m.event_id) AS first_ts_ns,
    min_by(m.phys_addr, m.event_id) AS first_phys_addr, min_by(m.comm, m.event_id) AS comm
FROM sharing s JOIN dma_op m ON m.event_id = s.map_id
WHERE in_scope(m.device, m.ts_ns, m.cpu)
GROUP BY m.device, m.direction, m.size
ORDER BY mappings DESC, first_event_id
