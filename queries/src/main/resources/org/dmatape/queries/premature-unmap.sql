-- id: premature-unmap
-- kind: check
-- severity: error
-- title: Unmapped while the device had it
-- uses: pairing, posting
-- loss: of-driver-hides
-- evidence: EXISTS (FROM dma_op WHERE op = 'map' AND vq_op_id IS NOT NULL) | no mapping was recorded inside a virtqueue add
-- evidence: EXISTS (FROM vq_op WHERE op = 'get_buf' AND token IS NOT NULL) | no virtqueue get_buf that returned a buffer was recorded
-- meaning: A buffer was mapped when it was added to a virtqueue and unmapped before the device returned it: the device may still
--   read or write the memory.
WITH outside AS (
    -- An unmap inside another get_buf is left alone: it belongs to a buffer whose token the recording does not tell.
    SELECT p.map_id, p.unmap_id
    FROM pairing p SEMI JOIN (SELECT event_id FROM dma_op WHERE op = 'unmap' AND vq_op_id IS NULL) u ON u.event_id = p.unmap_id
)
SELECT NULL::VARCHAR AS kind, m.device, u.ts_ns, u.cpu, m.dma_addr, m.phys_addr, m.size, 1::BIGINT AS count,
    printf('%s unmapped (event %d) while its buffer, added to %s queue %s in event %d, was with the device', hex_address(m.dma_addr),
        u.event_id, q.virtio_device, q.queue_name, q.request_id) AS message,
    [q.request_id, m.event_id, u.event_id] AS events
FROM outside p
JOIN (FROM dma_op WHERE op = 'map' AND vq_op_id IS NOT NULL) m ON m.event_id = p.map_id
JOIN dma_op u ON u.event_id = p.unmap_id
JOIN posting q ON q.request_id = m.vq_op_id
WHERE (q.state = 'returned'
        -- still with the device: unless the whole queue was being taken down, which returns nothing afterwards
        OR (q.state = 'in_flight' AND EXISTS (FROM posting later WHERE later.queue = q.queue AND later.get_buf_id > u.event_id)))
    AND u.event_id < coalesce(q.get_buf_id, 9223372036854775807)
    AND NOT lost_between(q.request_id, u.event_id)
ORDER BY u.event_id
