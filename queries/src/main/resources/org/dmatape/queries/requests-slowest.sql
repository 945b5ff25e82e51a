-- id: requests-slowest
-- kind: browse
-- title: The slowest requests
-- uses: request
-- evidence: EXISTS (FROM request WHERE state = 'returned') | no request was recorded from add to get_buf
-- meaning: The requests that took longest from add to get_buf, with the time of each leg and the cost of mapping inside.
-- param: limit INTEGER = 20 | rows at most
-- column: request_id | event_id of the add
-- column: virtio_device | virtio device
-- column: queue_name | queue
-- column: add_ts_ns ns | when it began
-- column: total_ns ns | from add to get_buf
-- column: add_to_notify_ns ns | until the device was notified
-- column: notify_to_interrupt_ns ns | until it interrupted
-- column: interrupt_to_get_buf_ns ns | until the driver took the buffer
-- column: maps | mappings made
-- column: bytes bytes | bytes mapped
-- column: mapping_ns ns | time in the DMA API
-- column: comm | task that added it
SELECT request_id, virtio_device, queue_name, add_ts_ns, total_ns, add_to_notify_ns, notify_to_interrupt_ns, interrupt_to_get_buf_ns,
    maps, bytes, mapping_ns, comm
FROM request
WHERE state = 'returned' AND (in_scope(virtio_device, add_ts_ns, cpu) OR in_scope(device, add_ts_ns, cpu))
ORDER BY total_ns DESC, request_id
LIMIT $limit::BIGINT
