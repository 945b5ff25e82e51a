-- id: free-address-mismatch
-- kind: check
-- severity: error
-- title: Freed under another CPU address
-- uses: pairing
-- loss: of-driver-hides
-- evidence: EXISTS (FROM pairing WHERE unmap_id IS NOT NULL AND api IN ('coherent', 'pages'))
--   | no coherent memory was freed whose allocation was recorded
-- meaning: Coherent memory was freed with a CPU address that is not the one it was allocated with.
SELECT NULL::VARCHAR AS kind, map.device, unmap.ts_ns, unmap.cpu, p.dma_addr, map.phys_addr, map.size, 1::BIGINT AS count,
    printf('allocated at %s (event %d), freed at %s (event %d)', hex_address(map.virt_addr), map.event_id, hex_address(unmap.virt_addr),
        unmap.event_id) AS message,
    [map.event_id, unmap.event_id] AS events
FROM pairing p
JOIN dma_op map ON map.event_id = p.map_id
JOIN dma_op unmap ON unmap.event_id = p.unmap_id
WHERE map.api IN ('coherent', 'pages') AND unmap.api = map.api AND unmap.virt_addr <> map.virt_addr
    AND NOT lost_between(map.event_id, unmap.event_id)
ORDER BY unmap.event_id
