-- id: kick-efficiency
-- kind: browse
-- title: How often the device had to be told
-- uses: loss-span
-- evidence: EXISTS (FROM vq_op WHERE op = 'add') | no virtqueue add was recorded
-- meaning: Notifications, interrupts and empty polls per buffer, per queue. A device that suppresses notifications (EVENT_IDX) needs
--   fewer notifications than buffers.
-- column: virtio_device | virtio device
-- column: queue_index | the queue's number: several may have one name
-- column: queue_name | queue
-- column: adds | buffers added
-- column: notifications | notifications sent
-- column: adds_per_notification | buffers per notification
-- column: interrupts | interrupts
-- column: returned | buffers returned
-- column: returned_per_interrupt | buffers per interrupt
-- column: empty_get_bufs | get_buf calls that found nothing
SELECT virtio_device, queue_index, queue_name, count() FILTER (op = 'add') AS adds, count() FILTER (op = 'notify') AS notifications,
    (count() FILTER (op = 'add') / nullif(count() FILTER (op = 'notify'), 0))::DECIMAL(18, 2) AS adds_per_notification,
    count() FILTER (op = 'interrupt') AS interrupts, count() FILTER (op = 'get_buf' AND token IS NOT NULL) AS returned,
    (count() FILTER (op = 'get_buf' AND token IS NOT NULL) / nullif(count() FILTER (op = 'interrupt'), 0))::DECIMAL(18, 2) AS returned_per_interrupt,
    count() FILTER (op = 'get_buf' AND token IS NULL) AS empty_get_bufs
FROM vq_op
WHERE in_scope(virtio_device, ts_ns, cpu)
GROUP BY virtio_device, queue_index, queue_name
HAVING count() FILTER (op = 'add') > 0
ORDER BY virtio_device, queue_index, queue_name
