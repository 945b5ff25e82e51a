-- id: sync-direction
-- kind: check
-- severity: error
-- title: Sync against the direction of its mapping
-- uses: sync-target
-- loss: of-driver-hides
-- evidence: EXISTS (FROM dma_op WHERE op IN ('sync_for_cpu', 'sync_for_device'))
--   | no sync was recorded; a device that needs none (cache-coherent, not bounced) emits no sync events even though its driver syncs
-- meaning: A sync names another direction than the mapping it is about, and the mapping is not bidirectional. kind is
--   read-only-for-cpu when memory only the device reads was synced for the CPU, write-only-for-device when memory only the
--   device writes was synced for the device, direction-differs otherwise.
SELECT CASE WHEN s.op = 'sync_for_cpu' AND m.direction = 'to_device' THEN 'read-only-for-cpu'
        WHEN s.op = 'sync_for_device' AND m.direction = 'from_device' THEN 'write-only-for-device'
        ELSE 'direction-differs' END AS kind,
    s.device, s.ts_ns, s.cpu, s.dma_addr, m.phys_addr, s.size, 1::BIGINT AS count,
    printf('%s %s (event %d) of a mapping that is %s (event %d)', s.op, s.direction, s.event_id, m.direction, t.map_id) AS message,
    [t.map_id, s.event_id] AS events
FROM sync_target t
JOIN dma_op s ON s.event_id = t.event_id
JOIN dma_op m ON m.event_id = t.segment_id
WHERE t.live AND m.direction <> 'bidirectional' AND s.direction <> m.direction AND NOT lost_between(t.map_id, s.event_id)
ORDER BY s.event_id
