-- id: iommu-fault
-- kind: check
-- severity: error
-- title: Faults the IOMMU reported
-- uses: loss-span
-- loss: hides
-- evidence: EXISTS (FROM iommu_fault) | no source that reports IOMMU faults is in this tape (kernel log, io_page_fault, QEMU log)
-- meaning: The device used an address the IOMMU does not translate for it.
SELECT access AS kind, device, ts_ns, NULL::USMALLINT AS cpu, iova AS dma_addr, NULL::UBIGINT AS phys_addr, NULL::UBIGINT AS size, 1::BIGINT AS count,
    printf('%s of %s: %s', access, hex_address(iova), coalesce(reason, 'no reason given')) AS message, [event_id] AS events
FROM iommu_fault
ORDER BY event_id
