-- id: unmap-unmapped
-- kind: check
-- severity: error
-- title: Unmap of what is not mapped
-- uses: pairing
-- loss: of-driver-hides
-- evidence: EXISTS (FROM dma_op WHERE op IN ('unmap', 'free')) | no DMA-API unmap was recorded
-- meaning: The driver unmapped an address that had no live mapping. kind is double-unmap when the address had been unmapped
--   before in this recording and not mapped since, never-mapped when the IOMMU had nothing to take down although it has for
--   every other unmap of the device. The first unmap of an address the recording never saw mapped proves nothing without
--   an IOMMU: such rows are state origin_unknown in table mapping, and no finding.
SELECT x.kind, x.device, u.ts_ns, u.cpu, x.dma_addr, u.phys_addr, u.size, 1::BIGINT AS count,
    CASE x.kind
        WHEN 'double-unmap' THEN printf('%s unmapped again (event %d); nothing has mapped it since event %d',
            hex_address(x.dma_addr), x.event_id, x.previous_id)
        ELSE printf('%s unmapped (event %d), but the IOMMU had nothing mapped there', hex_address(x.dma_addr), x.event_id)
        END AS message,
    CASE WHEN x.previous_id IS NULL THEN [x.event_id] ELSE [x.previous_id, x.event_id] END AS events
FROM unpaired_unmap x JOIN dma_op u ON u.event_id = x.event_id
WHERE x.kind <> 'origin-unknown'
ORDER BY x.event_id
