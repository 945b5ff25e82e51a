-- id: invalidation
-- kind: table
-- title: When the IOMMU was told to forget an address
-- defines: invalidation, flushed_unmap, invalidated_page, invalidated_whole, invalidated_between
-- uses: pairing, clock-bound
-- meaning: Invalidations of the IOMMU, seen by the driver's side (cache_tag_flush_*, qi_submit) or by the device's (the commands a device
--   model logs; behind a virtio-iommu the unmap itself). A range up to 1 MiB counts for its pages, anything larger and every invalidation
--   of a domain for all addresses. An invalidation that names a device that has mapped something counts for that one, others for all: the
--   recording does not tell which domain a device is in.
CREATE TABLE invalidation AS
WITH first_mapping AS (
    SELECT device, min(map_id) AS map_id FROM pairing WHERE phys_addr IS NOT NULL AND dma_addr IS NOT NULL GROUP BY device
)
SELECT event_id, ts_ns, source_id, iova::BIGINT AS first_byte, iova::BIGINT + size::BIGINT - 1 AS last_byte,
    CASE WHEN f.map_id < event_id THEN enum_code(iommu_op.device)::BIGINT END AS device_code,
    source_id IN (FROM driver_source) AS by_driver
FROM iommu_op LEFT JOIN first_mapping f ON f.device = iommu_op.device
WHERE (op IN ('flush_range', 'flush_all', 'invalidate') OR (op = 'unmap' AND source_id NOT IN (FROM driver_source)))
    AND dma_op_id IS NULL AND same_clock(source_id)
    AND (iova IS NULL OR (iova < 4611686018427387904 AND size < 4611686018427387904));

-- Unmaps that had the IOMMU forget the address before they returned.
CREATE TABLE flushed_unmap AS
SELECT dma_op_id FROM iommu_op WHERE op IN ('flush_range', 'flush_all', 'invalidate') AND dma_op_id IS NOT NULL;

CREATE TABLE invalidated_page AS
SELECT event_id, ts_ns, source_id, device_code, by_driver, unnest(range(first_byte >> 12, (last_byte >> 12) + 1)) AS number
FROM invalidation WHERE last_byte - first_byte < 1048576;

CREATE VIEW invalidated_whole AS
SELECT event_id, ts_ns, source_id, device_code, by_driver FROM invalidation WHERE first_byte IS NULL OR last_byte - first_byte >= 1048576;

-- Whether the address was invalidated after `from_id` and before `to_id`.
CREATE MACRO invalidated_between(device, address, from_id, to_id) AS
    from_id IN (FROM flushed_unmap)
    OR EXISTS (FROM invalidated_page i WHERE i.number = address >> 12 AND i.event_id > from_id AND i.event_id < to_id
        AND coalesce(i.device_code = enum_code(device), true))
    OR EXISTS (FROM invalidated_whole i WHERE i.event_id > from_id AND i.event_id < to_id
        AND coalesce(i.device_code = enum_code(device), true));
