-- id: unmap-count-mismatch
-- kind: check
-- severity: error
-- title: Unmapped with another number of entries
-- uses: pairing
-- loss: of-driver-hides
-- evidence: EXISTS (FROM pairing WHERE unmap_id IS NOT NULL AND api = 'sg') | no scatterlist was unmapped whose map was recorded
-- meaning: dma_unmap_sg() must get the number of entries that was passed to dma_map_sg(), not the number it
--   returned.
SELECT NULL::VARCHAR AS kind, map.device, unmap.ts_ns, unmap.cpu, p.dma_addr, map.phys_addr, map.size, 1::BIGINT AS count,
    printf('mapped %d entries (event %d), unmapped %d entries (event %d)', map.entry_count, map.event_id, unmap.entry_count,
        unmap.event_id) AS message,
    [map.event_id, unmap.event_id] AS events
FROM pairing p
JOIN dma_op map ON map.event_id = p.map_id
JOIN dma_op unmap ON unmap.event_id = p.unmap_id
WHERE NOT p.agrees AND map.api = 'sg' AND unmap.api = 'sg' AND unmap.entry_count <> map.entry_count AND NOT unmap.truncated
    AND NOT lost_between(map.event_id, unmap.event_id)
ORDER BY unmap.event_id
