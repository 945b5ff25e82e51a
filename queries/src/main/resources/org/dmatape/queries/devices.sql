-- id: devices
-- kind: browse
-- title: The devices and how they reach memory
-- uses: pairing
-- meaning: Every device of the tape with its virtio identity, what the recording holds of it, and how its addresses relate to memory:
--   iommu (translated, page offset kept), bounce (copied through swiotlb), direct (the physical address itself), or bypass
--   (a virtio device that does not use the DMA API).
-- column: device | DMA device
-- column: virtio_device | virtio device on it
-- column: driver | driver
-- column: memory | iommu, bounce, direct, bypass, or null where nothing tells
-- column: maps | mappings recorded
-- column: bytes bytes | bytes mapped
-- column: live_at_end | of these, never unmapped
SELECT d.device, d.virtio_device, d.driver,
    CASE WHEN t.translation IS NOT NULL THEN t.translation WHEN d.access_platform = false THEN 'bypass' END AS memory,
    count(p.map_id) AS maps, coalesce(sum(p.size), 0)::UBIGINT AS bytes, count(p.map_id) FILTER (p.unmap_id IS NULL) AS live_at_end
FROM device d
LEFT JOIN device_translation t ON t.device::VARCHAR = d.device
LEFT JOIN pairing p ON p.device::VARCHAR = d.device AND p.api NOT IN ('coherent', 'pages', 'sgt')
WHERE in_scope(d.device, NULL::BIGINT, NULL::USMALLINT)
GROUP BY d.device, d.virtio_device, d.driver, t.translation, d.access_platform
ORDER BY d.device, d.virtio_device
