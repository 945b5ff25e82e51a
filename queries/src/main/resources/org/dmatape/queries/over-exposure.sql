-- id: over-exposure
-- kind: browse
-- title: Bytes a device can reach beyond what was mapped
-- uses: mapping
-- evidence: EXISTS (FROM dma_op WHERE iommu_bytes > 0) | no IOMMU mapping was recorded
-- meaning: An IOMMU maps whole pages: a status byte exposes 4096 bytes. Mapped bytes against the bytes of the pages that hold them,
--   per device and direction.
-- column: device | DMA device
-- column: direction | direction
-- column: mappings | mappings
-- column: mapped_bytes bytes | what the driver mapped
-- column: exposed_bytes bytes | what the device could reach
-- column: ratio | exposed by mapped
SELECT device, direction, count() AS mappings, sum(size)::UBIGINT AS mapped_bytes,
    sum((((dma_addr + size + 4095) >> 12) - (dma_addr >> 12)) * 4096)::UBIGINT AS exposed_bytes,
    (sum((((dma_addr + size + 4095) >> 12) - (dma_addr >> 12)) * 4096) / nullif(sum(size), 0))::DECIMAL(18, 2) AS ratio
FROM mapping
WHERE api IN ('single', 'sg') AND map_event_id IS NOT NULL AND dma_addr <= 18446744073709547520 - size
    AND in_scope(device, map_ts_ns, map_cpu)
GROUP BY device, direction
ORDER BY device, direction
