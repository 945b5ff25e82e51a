-- id: stale-span
-- kind: table
-- title: From unmap to invalidation
-- defines: stale_span, reuse_span
-- uses: pairing, invalidation
-- meaning: One row per unmap of a device behind an IOMMU and kind of evidence for when the IOMMU forgot its first page: driver (an
--   invalidation the driver's side recorded) or device (one the device's side recorded); reuse_span has the same from the next
--   mapping of the address, which comes after the invalidation and is no more than a bound. begin_ns is when the IOMMU's unmap
--   was recorded, else the DMA operation. Unmaps that flushed before they returned have no row of the driver's. open says that the invalidation came
--   after the unmap had returned, beyond the error of the clocks; for scatterlists and frees, which are recorded before they
--   happen, more than a millisecond after that, and after the IOMMU's own unmap. Of a reuse it says that other addresses were mapped in between, although this one
--   was free: with strict invalidation the next mapping takes the address that was freed last.
CREATE TABLE stale_span AS
WITH translated AS (
    SELECT device FROM device_translation WHERE translation = 'iommu'
), kind AS (
    SELECT EXISTS (FROM invalidation WHERE by_driver) OR EXISTS (FROM flushed_unmap) AS driver,
        EXISTS (FROM invalidation WHERE NOT by_driver) AS device
), removed AS (
    SELECT dma_op_id, min(ts_ns) AS ts_ns FROM iommu_op WHERE op = 'unmap' AND dma_op_id IS NOT NULL AND (SELECT device FROM kind) GROUP BY dma_op_id
), unmapped AS (
    SELECT p.unmap_id, p.device, enum_code(p.device)::BIGINT AS device_code, p.dma_addr::BIGINT >> 12 AS number, u.ts_ns AS recorded_ns,
        coalesce(r.ts_ns, u.ts_ns) AS begin_ns, u.source_id,
        CASE WHEN u.op = 'unmap' AND u.api IN ('single', 'resource') THEN 0 ELSE 1000000 END AS grace_ns
    FROM pairing p JOIN dma_op u ON u.event_id = p.unmap_id LEFT JOIN removed r ON r.dma_op_id = p.unmap_id
    WHERE p.device IN (FROM translated) AND p.dma_addr < 4611686018427387904 AND (SELECT driver OR device FROM kind)
), by_driver AS (
    SELECT u.*, p.ts_ns AS page_ns, w.ts_ns AS whole_ns
    FROM (FROM unmapped ANTI JOIN flushed_unmap f ON f.dma_op_id = unmap_id WHERE (SELECT driver FROM kind)) u
    ASOF LEFT JOIN (FROM invalidated_page WHERE by_driver AND device_code IS NULL) p ON p.number = u.number AND p.event_id > u.unmap_id
    ASOF LEFT JOIN (SELECT * FROM invalidated_whole WHERE by_driver) w ON w.event_id > u.unmap_id
), bounded AS (
    SELECT u.*, coalesce(c.uncertainty_ns, 0) + (FROM driver_error) AS error_ns
    FROM (SELECT *, (SELECT min(source_id) FROM invalidation WHERE NOT by_driver) AS seen_by FROM unmapped WHERE (SELECT device FROM kind)) u
    ASOF LEFT JOIN (SELECT source_id, from_ns, max(uncertainty_ns) AS uncertainty_ns FROM clock_bound GROUP BY ALL) c
        ON c.source_id = u.seen_by AND c.from_ns <= u.begin_ns
), by_device AS (
    SELECT u.*, p.ts_ns AS page_ns, w.ts_ns AS whole_ns
    FROM (SELECT *, begin_ns - error_ns AS earliest_ns FROM bounded) u
    ASOF LEFT JOIN (FROM invalidated_page WHERE NOT by_driver) p ON p.number = u.number AND p.ts_ns >= u.earliest_ns
    ASOF LEFT JOIN (SELECT * FROM invalidated_whole WHERE NOT by_driver) w ON w.ts_ns >= u.earliest_ns
)
SELECT unmap_id, device, 'driver' AS evidence, begin_ns, least(page_ns, whole_ns) AS end_ns, greatest(end_ns - begin_ns, 0) AS span_ns, 0 AS error_ns,
    end_ns > greatest(recorded_ns, begin_ns) + grace_ns AS open
FROM by_driver WHERE page_ns IS NOT NULL OR whole_ns IS NOT NULL
UNION ALL
SELECT unmap_id, device, 'device', begin_ns, least(page_ns, whole_ns) AS end_ns, greatest(end_ns - begin_ns, 0), error_ns,
    end_ns > greatest(recorded_ns, begin_ns) + grace_ns + error_ns
FROM by_device WHERE page_ns IS NOT NULL OR whole_ns IS NOT NULL;

-- The bound that the driver's side gives without any invalidation: a view, so that only who asks for it pays for it.
CREATE VIEW reuse_span AS
SELECT p.unmap_id, p.device, 'reuse' AS evidence, u.ts_ns AS begin_ns, m.ts_ns AS end_ns, greatest(m.ts_ns - u.ts_ns, 0) AS span_ns, 0 AS error_ns,
    n.map_id <> p.next_id AS open
FROM (SELECT unmap_id, device, lead(map_id) OVER (PARTITION BY address_key(device, dma_addr & 18446744073709547520) ORDER BY map_id) AS next_id
    FROM pairing WHERE device IN (SELECT device FROM device_translation WHERE translation = 'iommu')) p
JOIN dma_op u ON u.event_id = p.unmap_id JOIN dma_op m ON m.event_id = p.next_id
ASOF JOIN pairing n ON n.device = p.device AND n.map_id > p.unmap_id;
