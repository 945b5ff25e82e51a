-- id: premature-unmap
-- kind: check
-- severity: error
-- title: Unmapped while the device had it
-- uses: pairing, posting, taken-back
-- loss: of-driver-hides
-- evidence: EXISTS (FROM dma_op WHERE op = 'map' AND vq_op_id IS NOT NULL) OR EXISTS (FROM vq_segment WHERE dma_addr IS NOT NULL)
--   | no mapping was recorded inside a virtqueue add
-- evidence: EXISTS (FROM vq_op WHERE op = 'get_buf' AND token IS NOT NULL) | no virtqueue get_buf that returned a buffer was recorded
-- meaning: A buffer was mapped when it was added to a virtqueue, or its driver had mapped the memory before (premapped: page pools,
--   AF_XDP), and it was unmapped before the device returned it: the device may still read or write the memory.
WITH inside AS (
    SELECT event_id, vq_op_id FROM dma_op WHERE op = 'map' AND vq_op_id IS NOT NULL
), premapped AS (
    SELECT s.vq_op_id, q.device, s.dma_addr::BIGINT >> 12 AS page
    FROM vq_segment s JOIN posting q ON q.request_id = s.vq_op_id
    WHERE s.dma_addr < 4611686018427387904 AND q.device IS NOT NULL
), pooled AS (
    SELECT map_id, unmap_id, device, unnest(range(dma_addr::BIGINT >> 12, ((dma_addr + size - 1)::BIGINT >> 12) + 1)) AS page
    FROM pairing ANTI JOIN inside ON inside.event_id = map_id
    WHERE device IN (SELECT device FROM premapped) AND api <> 'sg' AND size BETWEEN 1 AND 1048576 AND dma_addr < 4611686018427387904
), buffer AS (
    SELECT p.map_id, p.unmap_id, i.vq_op_id FROM pairing p JOIN inside i ON i.event_id = p.map_id
    UNION
    -- of the mappings of its page the latest before it was added, unless that address was mapped twice at once
    SELECT m.map_id, m.unmap_id, s.vq_op_id
    FROM premapped s ASOF JOIN pooled m ON m.device = s.device AND m.page = s.page AND m.map_id < s.vq_op_id
    WHERE m.unmap_id > s.vq_op_id AND m.map_id NOT IN (SELECT event_id FROM pairing_contended)
), outside AS (
    -- An unmap inside another get_buf is left alone: it belongs to a buffer whose token the recording does not tell.
    FROM buffer SEMI JOIN (SELECT event_id FROM dma_op WHERE op IN ('unmap', 'free') AND vq_op_id IS NULL) u ON u.event_id = unmap_id
)
SELECT NULL::VARCHAR AS kind, m.device, u.ts_ns, u.cpu, m.dma_addr, m.phys_addr, m.size, 1::BIGINT AS count,
    printf('%s unmapped (event %d) while its buffer, added to %s queue %s in event %d, was with the device', hex_address(m.dma_addr),
        u.event_id, q.virtio_device, q.queue_name, q.request_id) AS message,
    [q.request_id, m.event_id, u.event_id] AS events
FROM outside p
JOIN dma_op m ON m.event_id = p.map_id
JOIN dma_op u ON u.event_id = p.unmap_id
JOIN posting q ON q.request_id = p.vq_op_id
WHERE (q.state = 'returned'
        -- still with the device: unless the whole queue was being taken down, which returns nothing afterwards
        OR (q.state = 'in_flight' AND q.request_id NOT IN (FROM taken_back)
            AND EXISTS (FROM posting later WHERE later.queue = q.queue AND later.get_buf_id > u.event_id)))
    AND u.event_id < coalesce(q.get_buf_id, 9223372036854775807)
    AND NOT lost_between(q.request_id, u.event_id)
ORDER BY u.event_id, q.request_id
