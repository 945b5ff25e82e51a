-- id: shared-page
-- kind: check
-- severity: info
-- title: Different permissions in one page
-- uses: overlap
-- evidence: EXISTS (FROM device_translation WHERE translation = 'iommu') | no device is behind an IOMMU, so nothing separates pages
-- meaning: An IOMMU protects whole pages. Where mappings with different directions are live in one page, the device reaches the
--   bytes of each with the permission of the other. One row per device and pair of directions: count is how often a mapping
--   began in a page where the other kind was live, size the bytes of both summed over those times. Usual for small buffers
--   that are allocated together, such as the header and the status byte of a virtio block request.
WITH change AS (
    SELECT page, map_id AS event_id, 1 AS step, direction, last_byte - first_byte + 1 AS bytes FROM crowded_page
    UNION ALL
    SELECT page, end_id, -1, direction, last_byte - first_byte + 1 FROM crowded_page WHERE end_id < 9223372036854775807
), live AS (
    SELECT page, event_id, step, direction, bytes,
        sum(step) FILTER (direction = 'to_device') OVER before AS to_count,
        sum(step * bytes) FILTER (direction = 'to_device') OVER before AS to_bytes,
        sum(step) FILTER (direction = 'from_device') OVER before AS from_count,
        sum(step * bytes) FILTER (direction = 'from_device') OVER before AS from_bytes,
        sum(step) FILTER (direction = 'bidirectional') OVER before AS both_count,
        sum(step * bytes) FILTER (direction = 'bidirectional') OVER before AS both_bytes
    FROM change
    WINDOW before AS (PARTITION BY page ORDER BY event_id, step ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), meeting AS (
    SELECT page, event_id, direction, 'to_device' AS other, to_count AS times, to_bytes + to_count * bytes AS bytes
    FROM live WHERE step = 1 AND direction <> 'to_device' AND to_count > 0
    UNION ALL
    SELECT page, event_id, direction, 'from_device', from_count, from_bytes + from_count * bytes
    FROM live WHERE step = 1 AND direction <> 'from_device' AND from_count > 0
    UNION ALL
    SELECT page, event_id, direction, 'bidirectional', both_count, both_bytes + both_count * bytes
    FROM live WHERE step = 1 AND direction <> 'bidirectional' AND both_count > 0
    UNION ALL
    -- the same bytes, not only the same page: double-map
    SELECT page, later_id, later_direction, earlier_direction::VARCHAR, -1, -(earlier_bytes + later_bytes)
    FROM overlapping_pair WHERE NOT large AND later_direction <> earlier_direction
), total AS (
    SELECT first.device, least(meeting.direction::VARCHAR, other) AS one, greatest(meeting.direction::VARCHAR, other) AS two,
        sum(times) AS times, sum(bytes) AS bytes, min(meeting.event_id) AS first_id
    FROM meeting
    JOIN dma_op first ON first.event_id = meeting.event_id
    JOIN device_translation t ON t.device = first.device AND t.translation = 'iommu'
    GROUP BY ALL
    HAVING sum(times) > 0
)
SELECT one || '+' || two AS kind, total.device, first.ts_ns, first.cpu, first.dma_addr, first.phys_addr, bytes::UBIGINT AS size,
    times::BIGINT AS count,
    printf('%s and %s mappings were live in one page %d times, first in the page at %s', one, two, times::BIGINT,
        hex_address(first.phys_addr & 18446744073709547520)) AS message,
    [total.first_id] AS events
FROM total JOIN dma_op first ON first.event_id = total.first_id
ORDER BY total.device, kind
