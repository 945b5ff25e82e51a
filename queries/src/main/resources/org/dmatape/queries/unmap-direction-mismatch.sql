-- id: unmap-direction-mismatch
-- kind: check
-- severity: error
-- title: Unmapped with another direction
-- uses: pairing
-- loss: of-driver-hides
-- evidence: EXISTS (FROM pairing WHERE unmap_id IS NOT NULL) | no unmap was recorded whose map was
-- meaning: The unmap names another direction than the map: caches are maintained, or bounce buffers copied, the
--   wrong way.
SELECT NULL::VARCHAR AS kind, map.device, unmap.ts_ns, unmap.cpu, p.dma_addr, map.phys_addr, map.size, 1::BIGINT AS count,
    printf('mapped %s (event %d), unmapped %s (event %d)', map.direction, map.event_id, unmap.direction, unmap.event_id) AS message,
    [map.event_id, unmap.event_id] AS events
FROM pairing p
JOIN dma_op map ON map.event_id = p.map_id
JOIN dma_op unmap ON unmap.event_id = p.unmap_id
WHERE NOT p.agrees AND unmap.direction <> map.direction
    AND NOT lost_between(map.event_id, unmap.event_id)
ORDER BY unmap.event_id
