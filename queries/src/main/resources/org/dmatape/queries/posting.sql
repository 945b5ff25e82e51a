-- id: posting
-- kind: table
-- title: Which get_buf returns which add
-- defines: posting
-- meaning: The pairing part of table request, without times: all that the checks need.
CREATE TABLE posting AS
WITH device_of AS (
    SELECT virtio_device, any_value(device) AS device FROM device WHERE virtio_device IS NOT NULL GROUP BY virtio_device
), operation AS (
    SELECT event_id, ts_ns, cpu, op, virtio_device, queue_name, queue_index, vq, token, coalesce(vq, hash(virtio_device, queue_index)) AS queue
    FROM vq_op
    WHERE token IS NOT NULL AND ((op = 'add' AND coalesce(result, 0) >= 0) OR op IN ('get_buf', 'detach'))
), paired AS (
    SELECT *, lead(op) OVER same_token AS next_op, lead(event_id) OVER same_token AS next_id
    FROM operation
    WINDOW same_token AS (PARTITION BY queue, token ORDER BY event_id)
)
SELECT p.event_id AS request_id, v.device, p.virtio_device, p.queue_name, p.queue_index, p.vq, p.queue, p.token, p.ts_ns AS add_ts_ns, p.cpu,
    CASE p.next_op WHEN 'get_buf' THEN 'returned' WHEN 'detach' THEN 'detached' WHEN 'add' THEN 'reposted' ELSE 'in_flight' END AS state,
    CASE WHEN p.next_op IN ('get_buf', 'detach') THEN p.next_id END AS get_buf_id,
    coalesce(p.next_id, 9223372036854775807) AS last_id
FROM paired p LEFT JOIN device_of v ON v.virtio_device = p.virtio_device
WHERE p.op = 'add';
