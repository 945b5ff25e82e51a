-- id: shared-page
-- kind: check
-- severity: info
-- title: Different permissions in one page
-- uses: overlap
-- evidence: EXISTS (FROM device_translation WHERE translation = 'iommu') | no device is behind an IOMMU, so nothing separates pages
-- meaning: An IOMMU protects whole pages. Where mappings with different directions are live in one page, the device reaches the
--   bytes of each with the permission of the other. One row per device and pair of directions: count is the mappings that
--   were live in a page together with one of the other direction, size their bytes; a mapping that shares bytes with
--   another is left to double-map. Usual for small buffers that are allocated together, such as the header and the status
--   byte of a virtio block request.
WITH kind AS (
    SELECT DISTINCT page, direction FROM crowded_page
), seen AS (
    SELECT page, direction, map_id, end_id, last_byte - first_byte + 1 AS bytes,
        max(end_id) OVER (PARTITION BY page, direction ORDER BY map_id) AS live_until
    FROM crowded_page
), beside AS (
    SELECT s.*, k.direction AS other FROM seen s JOIN kind k ON k.page = s.page AND k.direction <> s.direction
    -- a mapping that shares bytes, not only a page, is for double-map to tell
    ANTI JOIN (SELECT earlier_id AS map_id FROM overlapping_pair UNION ALL SELECT later_id FROM overlapping_pair) pair ON pair.map_id = s.map_id
), meeting AS (
    SELECT b.map_id, b.bytes, b.direction, b.other
    FROM beside b
    ASOF LEFT JOIN seen earlier ON earlier.page = b.page AND earlier.direction = b.other AND earlier.map_id < b.map_id
    ASOF LEFT JOIN seen later ON later.page = b.page AND later.direction = b.other AND later.map_id > b.map_id
    WHERE earlier.live_until > b.map_id OR later.map_id < b.end_id
), total AS (
    SELECT e.device_code, least(m.direction, m.other) AS one, greatest(m.direction, m.other) AS two,
        count(DISTINCT m.map_id) AS mappings, sum(bytes) AS bytes, min(m.map_id) AS first_id
    FROM meeting m JOIN extent e USING (map_id)
    GROUP BY ALL
)
SELECT one::VARCHAR || '+' || two::VARCHAR AS kind, first.device, first.ts_ns, first.cpu, first.dma_addr, first.phys_addr, bytes::UBIGINT AS size,
    mappings AS count,
    printf('%d %s and %s mappings were live in a page with one of the other direction, first in the page at %s', mappings, one, two,
        hex_address(first.phys_addr & 18446744073709547520)) AS message,
    [total.first_id] AS events
FROM total JOIN dma_op first ON first.event_id = total.first_id
JOIN device_translation t ON t.device = first.device AND t.translation = 'iommu'
ORDER BY first.device, kind
