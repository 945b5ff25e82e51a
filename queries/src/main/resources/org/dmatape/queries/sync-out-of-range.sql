-- id: sync-out-of-range
-- kind: check
-- severity: error
-- title: Sync past the end of its mapping
-- uses: sync-target
-- loss: of-driver-hides
-- evidence: EXISTS (FROM dma_op WHERE op IN ('sync_for_cpu', 'sync_for_device'))
--   | no sync was recorded; a device that needs none (cache-coherent, not bounced) emits no sync events even though its driver syncs
-- meaning: A sync began inside a live mapping and ended outside it.
SELECT NULL::VARCHAR AS kind, s.device, s.ts_ns, s.cpu, s.dma_addr, m.phys_addr, s.size, 1::BIGINT AS count,
    printf('%s of [%s, +%d) ends %d bytes past the mapping of event %d', s.op, hex_address(s.dma_addr), s.size::BIGINT,
        (s.dma_addr + s.size - m.dma_addr - m.size)::BIGINT, t.map_id) AS message,
    [t.map_id, s.event_id] AS events
FROM sync_target t
JOIN dma_op s ON s.event_id = t.event_id
JOIN dma_op m ON m.event_id = t.segment_id
WHERE t.live AND s.dma_addr + s.size > m.dma_addr + m.size AND NOT lost_between(t.map_id, s.event_id)
ORDER BY s.event_id
