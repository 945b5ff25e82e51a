-- id: unmapped-access
-- kind: check
-- severity: error
-- title: The device touched unmapped memory
-- uses: touch-run
-- loss: hides
-- evidence: EXISTS (FROM dma_op WHERE op IN ('map', 'alloc')) | no DMA-API mapping was recorded
-- evidence: EXISTS (FROM device_access WHERE device IS NOT NULL) OR EXISTS (FROM iommu_fault WHERE device IS NOT NULL)
--   | no source of this tape saw what the device accessed
-- evidence: EXISTS (FROM touch)
--   | nothing ties the clock of the sources that saw the device to the driver's (clock method unknown; --clock-offset gives it)
-- meaning: The device accessed an address with no live mapping. kind is after-unmap (its mapping had ended), never-mapped (nothing in
--   the recording ever held it), before-map (nothing had, a later mapping did) or beyond-end (inside the mapped page,
--   outside the mapped bytes). never-mapped and before-map need a fault: what the IOMMU let through was mapped before the
--   recording began. beyond-end needs the full address: a source that tells only the page proves no more than the page.
--   An access that the IOMMU let through between the unmap and the invalidation is stale-window. One whose verdict depends
--   on an order that the clocks do not settle is clock-uncertain. Consecutive accesses are one finding: count is how many,
--   ts_ns the first, dma_addr and size the range.
-- example: dmatape query X.tape unmapped-access --device 0000:00:03.0
SELECT r.kind, r.device, r.first_ns AS ts_ns, NULL::USMALLINT AS cpu, r.first_byte::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
    (r.last_byte - r.first_byte + 1)::UBIGINT AS size, r.accesses AS count,
    printf('%s: %s', r.what, CASE r.kind
        WHEN 'after-unmap' THEN printf('%s ended in event %d',
            CASE WHEN r.map_id < 0 THEN 'a mapping older than the recording' ELSE printf('its mapping of event %d', r.map_id) END, r.unmap_id)
        WHEN 'beyond-end' THEN printf('the mapping of event %d ends at %s', r.map_id, hex_address(m.dma_addr + m.size))
        WHEN 'before-map' THEN 'it was mapped only later'
        ELSE 'nothing was ever mapped there' END) AS message,
    list_filter([nullif(r.map_id, -1), r.unmap_id, r.first_id, r.last_id], lambda event : event IS NOT NULL) AS events
FROM touch_run r LEFT JOIN dma_op m ON m.event_id = r.map_id
WHERE r.kind IN ('after-unmap', 'never-mapped', 'before-map', 'beyond-end') AND NOT r.uncertain
ORDER BY r.first_id
