-- id: descriptor-unmapped
-- kind: check
-- severity: error
-- title: Posted without being mapped
-- uses: pairing, posting
-- loss: of-driver-hides
-- evidence: EXISTS (FROM vq_segment s JOIN vq_op q ON q.event_id = s.vq_op_id WHERE s.phys_addr IS NOT NULL)
--   | no segments of posted buffers were recorded
-- evidence: EXISTS (FROM device WHERE access_platform) | no recorded device uses the DMA API (VIRTIO_F_ACCESS_PLATFORM)
-- meaning: A device that uses the DMA API was handed a buffer of which one segment was not mapped, although other segments of the
--   same buffer were mapped when it was added. Buffers that come mapped already are not judged,
--   nor is an add whose return was not recorded: the rest may have been mapped after the recording ended.
WITH mapped AS (
    SELECT d.vq_op_id, d.phys_addr, d.size FROM dma_op d
    WHERE d.op = 'map' AND d.vq_op_id IS NOT NULL AND d.phys_addr IS NOT NULL AND d.size IS NOT NULL
), posted AS (
    SELECT s.* FROM vq_segment s JOIN posting q ON q.request_id = s.vq_op_id
    JOIN vq_op a ON a.event_id = s.vq_op_id AND a.result IS NOT NULL
    JOIN device v ON v.virtio_device = q.virtio_device AND v.access_platform
    WHERE s.phys_addr IS NOT NULL AND s.dma_addr IS NULL AND s.vq_op_id IN (SELECT vq_op_id FROM mapped)
), uncovered AS (
    FROM posted s ANTI JOIN mapped m ON m.vq_op_id = s.vq_op_id AND m.phys_addr = s.phys_addr AND m.size >= s.size
)
SELECT NULL::VARCHAR AS kind, coalesce(q.device::VARCHAR, q.virtio_device) AS device, q.add_ts_ns AS ts_ns, q.cpu,
    NULL::UBIGINT AS dma_addr, s.phys_addr, s.size, 1::BIGINT AS count,
    printf('%s queue %s: segment %d of the buffer added in event %d (%s, %d bytes) was not mapped', q.virtio_device, q.queue_name,
        s.entry_index, q.request_id, hex_address(s.phys_addr), s.size::BIGINT) AS message,
    [q.request_id] AS events
FROM uncovered s JOIN posting q ON q.request_id = s.vq_op_id
WHERE NOT EXISTS (FROM mapped m WHERE m.vq_op_id = s.vq_op_id AND m.phys_addr <= s.phys_addr AND m.phys_addr + m.size >= s.phys_addr + s.size)
    AND NOT lost_between(q.request_id - 1, q.request_id + 4096)
ORDER BY q.request_id, s.entry_index
