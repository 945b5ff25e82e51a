-- id: sync-unmapped
-- kind: check
-- severity: error
-- title: Sync of what is not mapped
-- uses: sync-target
-- loss: of-driver-hides
-- evidence: EXISTS (FROM dma_op WHERE op IN ('sync_for_cpu', 'sync_for_device'))
--   | no sync was recorded; a device that needs none (cache-coherent, not bounced) emits no sync events even though its driver syncs
-- meaning: The driver synced an address whose mapping had ended in this recording. An address the recording never saw mapped
--   proves nothing (it may have been mapped before the recording began). Without translation the memory may also be mapped
--   in a way the recording did not see, so there the ended mapping must have had the direction of the sync.
SELECT 'after-unmap' AS kind, s.device, s.ts_ns, s.cpu, s.dma_addr, m.phys_addr, s.size, 1::BIGINT AS count,
    printf('%s of %s (event %d) after its mapping of event %d had ended', s.op, hex_address(s.dma_addr), s.event_id, t.map_id) AS message,
    [t.map_id, s.event_id] AS events
FROM sync_target t
JOIN dma_op s ON s.event_id = t.event_id
JOIN dma_op m ON m.event_id = t.segment_id
LEFT JOIN device_translation v ON v.device = s.device
WHERE NOT t.live AND (s.direction = m.direction OR NOT coalesce(v.any_direct, false)) AND NOT lost_between(t.map_id, s.event_id)
ORDER BY s.event_id
