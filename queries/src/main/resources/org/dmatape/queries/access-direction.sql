-- id: access-direction
-- kind: check
-- severity: error
-- title: Access against the direction of the mapping
-- uses: touch-run
-- loss: hides
-- evidence: EXISTS (FROM dma_op WHERE op IN ('map', 'alloc')) | no DMA-API mapping was recorded
-- evidence: EXISTS (FROM device_access WHERE device IS NOT NULL) OR EXISTS (FROM iommu_fault WHERE device IS NOT NULL)
--   | no source of this tape saw what the device accessed
-- evidence: EXISTS (FROM touch)
--   | nothing ties the clock of the sources that saw the device to the driver's (clock method unknown; --clock-offset gives it)
-- evidence: EXISTS (FROM touch WHERE access <> 'unknown') | the sources that saw the device do not tell reads from writes
-- meaning: The device wrote a to-device mapping or read a from-device one, and no other live mapping of the address allows it.
SELECT r.access AS kind, r.device, r.first_ns AS ts_ns, NULL::USMALLINT AS cpu, r.first_byte::UBIGINT AS dma_addr,
    NULL::UBIGINT AS phys_addr, (r.last_byte - r.first_byte + 1)::UBIGINT AS size, r.accesses AS count,
    CASE WHEN r.map_id < 0 THEN printf('%s: not what a mapping older than the recording allows', r.what)
        ELSE printf('%s: mapped %s in event %d', r.what, m.direction, r.map_id) END AS message,
    list_filter([nullif(r.map_id, -1), r.first_id, r.last_id], lambda event : event IS NOT NULL) AS events
FROM touch_run r LEFT JOIN dma_op m ON m.event_id = r.map_id
WHERE r.kind = 'direction' AND NOT r.uncertain
ORDER BY r.first_id
