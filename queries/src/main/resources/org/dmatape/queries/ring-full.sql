-- id: ring-full
-- kind: check
-- severity: warning
-- title: Buffers refused because the ring was full
-- uses: loss-span
-- evidence: EXISTS (FROM vq_op WHERE op = 'add' AND result IS NOT NULL) | no return value of a virtqueue add was recorded
-- meaning: virtqueue_add returned -ENOSPC: the driver had to wait, or dropped work. One finding per queue.
SELECT NULL::VARCHAR AS kind, coalesce(any_value(v.device)::VARCHAR, q.virtio_device) AS device, min(q.ts_ns) AS ts_ns,
    min_by(q.cpu, q.event_id) AS cpu,
    NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr, NULL::UBIGINT AS size, count() AS count,
    printf('%s queue %s%s: %d buffer%s refused, the ring was full', coalesce(q.virtio_device, 'unknown device'), coalesce(q.queue_name, 'unknown'),
        coalesce(printf(' (number %d)', q.queue_index), ''), count(), CASE WHEN count() = 1 THEN ' was' ELSE 's were' END) AS message,
    [min(q.event_id)] AS events
FROM vq_op q LEFT JOIN device v ON v.virtio_device = q.virtio_device
WHERE q.op = 'add' AND q.result = -28
GROUP BY q.virtio_device, q.queue_index, q.queue_name
ORDER BY device, q.queue_index, q.queue_name
