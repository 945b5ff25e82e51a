-- id: stale-window
-- kind: check
-- severity: warning
-- title: Reachable after unmap
-- evidence: EXISTS (FROM iommu_op WHERE op IN ('flush_range', 'flush_all', 'invalidate', 'flush_queue')) | no invalidation of the IOMMU was recorded
-- evidence: false | the invalidations of the IOMMU are not yet related to the mappings they end
-- meaning: Between unmap and invalidation the device can still reach the page.
SELECT NULL::VARCHAR AS kind, NULL::VARCHAR AS device, NULL::BIGINT AS ts_ns, NULL::USMALLINT AS cpu, NULL::UBIGINT AS dma_addr,
    NULL::UBIGINT AS phys_addr, NULL::UBIGINT AS size, 0::BIGINT AS count, '' AS message, []::BIGINT[] AS events
WHERE false
