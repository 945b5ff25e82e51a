-- id: bypass
-- kind: check
-- severity: info
-- title: Devices that bypass the DMA API
-- uses: loss-span
-- evidence: EXISTS (FROM device WHERE access_platform IS NOT NULL) | the features of no virtio device were recorded (virtio-devices.txt)
-- meaning: A virtio device that did not negotiate VIRTIO_F_ACCESS_PLATFORM gets guest-physical addresses straight from its driver.
--   No IOMMU checks what it does, and no DMA event shows it.
SELECT NULL::VARCHAR AS kind, d.device, NULL::BIGINT AS ts_ns, NULL::USMALLINT AS cpu, NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
    NULL::UBIGINT AS size, 1::BIGINT AS count,
    printf('%s (%s) does not use the DMA API: VIRTIO_F_ACCESS_PLATFORM is off', coalesce(d.virtio_device, d.device::VARCHAR),
        coalesce(d.driver, 'no driver')) AS message,
    []::BIGINT[] AS events
FROM device d
WHERE d.access_platform = false
    AND d.device NOT IN (SELECT DISTINCT device FROM dma_op WHERE device IS NOT NULL AND op = 'map')
ORDER BY d.device
