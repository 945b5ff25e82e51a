-- id: spurious-interrupt
-- kind: check
-- severity: warning
-- title: Interrupts without work
-- uses: loss-span
-- evidence: EXISTS (FROM vq_op WHERE op = 'interrupt' AND result IS NOT NULL) | no return value of vring_interrupt was recorded
-- meaning: The interrupt handler of a virtqueue found no used buffer (IRQ_NONE). Some are harmless races with polling; many cost
--   time. One finding per queue.
SELECT NULL::VARCHAR AS kind, coalesce(any_value(v.device)::VARCHAR, q.virtio_device) AS device, min(q.ts_ns) AS ts_ns, min_by(q.cpu, q.event_id) AS cpu,
    NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr, NULL::UBIGINT AS size, count() AS count,
    printf('%s queue %s%s: %d interrupt%s found no used buffer', coalesce(q.virtio_device, 'unknown device'), coalesce(q.queue_name, 'unknown'),
        coalesce(printf(' (number %d)', q.queue_index), ''), count(), CASE WHEN count() = 1 THEN '' ELSE 's' END) AS message,
    [min(q.event_id)] AS events
FROM vq_op q LEFT JOIN device v ON v.virtio_device = q.virtio_device
WHERE q.op = 'interrupt' AND q.result = 0
GROUP BY q.virtio_device, q.queue_index, q.queue_name
ORDER BY device, q.queue_index, q.queue_name
