-- id: unmap-api-mismatch
-- kind: check
-- severity: error
-- title: Unmapped by the wrong function
-- uses: pairing
-- loss: of-driver-hides
-- evidence: EXISTS (FROM pairing WHERE unmap_id IS NOT NULL) | no unmap was recorded whose map was
-- meaning: What one family of functions mapped (single, resource, scatterlist, coherent, pages), another
--   family unmapped.
SELECT NULL::VARCHAR AS kind, map.device, unmap.ts_ns, unmap.cpu, p.dma_addr, map.phys_addr, map.size, 1::BIGINT AS count,
    printf('mapped as %s (event %d), unmapped as %s (event %d)', map.api, map.event_id, unmap.api, unmap.event_id) AS message,
    [map.event_id, unmap.event_id] AS events
FROM pairing p
JOIN dma_op map ON map.event_id = p.map_id
JOIN dma_op unmap ON unmap.event_id = p.unmap_id
WHERE NOT p.agrees AND unmap.api <> map.api
    AND NOT lost_between(map.event_id, unmap.event_id)
ORDER BY unmap.event_id
