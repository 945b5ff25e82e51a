-- id: queue-depth
-- kind: browse
-- title: How many buffers a queue holds
-- uses: request
-- evidence: EXISTS (FROM request) | no virtqueue add was recorded
-- meaning: Buffers with the device when another one is added, that one included, per queue. Buffers added before the recording began
--   are not counted. min_free is the smallest number of free descriptors seen at an add.
-- column: virtio_device | virtio device
-- column: queue_index | the queue's number: several may have one name
-- column: queue_name | queue
-- column: requests | buffers added
-- column: mean_depth | on average
-- column: p50_depth | half of the adds saw at most this many
-- column: p99_depth | 99 % of the adds saw at most this many
-- column: max_depth | the most
-- column: min_free | fewest free descriptors
WITH change AS (
    SELECT virtio_device, queue_index, queue_name, vq, request_id AS event_id, 1 AS step, num_free, add_ts_ns AS ts_ns, cpu, device FROM request
    UNION ALL
    SELECT virtio_device, queue_index, queue_name, vq, get_buf_id, -1, NULL, NULL, NULL, device FROM request WHERE get_buf_id IS NOT NULL
), depth AS (
    SELECT *, sum(step) OVER (PARTITION BY virtio_device, queue_index, queue_name, vq ORDER BY event_id) AS depth FROM change
)
SELECT virtio_device, queue_index, queue_name, count() AS requests, avg(depth)::DECIMAL(18, 2) AS mean_depth,
    quantile_disc(depth, 0.5)::BIGINT AS p50_depth, quantile_disc(depth, 0.99)::BIGINT AS p99_depth, max(depth)::BIGINT AS max_depth,
    min(num_free) AS min_free
FROM depth
WHERE step = 1 AND (in_scope(virtio_device, ts_ns, cpu) OR in_scope(device, ts_ns, cpu))
GROUP BY virtio_device, queue_index, queue_name
ORDER BY virtio_device, queue_index, queue_name
