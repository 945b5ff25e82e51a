-- id: unmap-size-mismatch
-- kind: check
-- severity: error
-- title: Unmapped with another size
-- uses: pairing
-- loss: of-driver-hides
-- evidence: EXISTS (FROM pairing WHERE unmap_id IS NOT NULL) | no unmap was recorded whose map was
-- meaning: The unmap names another size than the map: bytes stay mapped, or bytes that belong to
--   somebody else are unmapped. Scatterlists do not say their size at unmap and are compared by entries instead
--   (unmap-count-mismatch).
SELECT NULL::VARCHAR AS kind, map.device, unmap.ts_ns, unmap.cpu, p.dma_addr, map.phys_addr, map.size, 1::BIGINT AS count,
    printf('mapped %s bytes (event %d), unmapped %s bytes (event %d)', map.size::VARCHAR, map.event_id, unmap.size::VARCHAR,
        unmap.event_id) AS message,
    [map.event_id, unmap.event_id] AS events
FROM pairing p
JOIN dma_op map ON map.event_id = p.map_id
JOIN dma_op unmap ON unmap.event_id = p.unmap_id
WHERE NOT p.agrees AND unmap.api = map.api AND map.api <> 'sg' AND unmap.size <> map.size
    AND NOT lost_between(map.event_id, unmap.event_id)
ORDER BY unmap.event_id
