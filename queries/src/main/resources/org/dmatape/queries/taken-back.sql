-- id: taken-back
-- kind: table
-- title: Buffers that the driver took back unseen
-- defines: taken_back
-- uses: posting
-- meaning: A driver that resets a queue (ethtool -G, unbind, suspend) takes its buffers back. Where virtqueue_detach_unused_buf was not
--   recorded, they seem to stay with the device. One row per buffer of which that is likely: eight or more buffers of its queue, added one
--   after the other, never came back; or an add found the whole ring free before the buffer came back: as many descriptors as
--   any add of the queue in the recording found, 16 or more, and a power of two, as the sizes of rings are.
CREATE TABLE taken_back AS
WITH numbered AS (
    SELECT request_id, queue, state, last_id, row_number() OVER (PARTITION BY queue ORDER BY request_id) AS number
    FROM posting WHERE EXISTS (FROM posting WHERE state IN ('in_flight', 'reposted'))
), missing AS (
    SELECT *, number - row_number() OVER (PARTITION BY queue ORDER BY request_id) AS run
    FROM numbered WHERE state IN ('in_flight', 'reposted')
), added AS (
    SELECT coalesce(vq, hash(virtio_device, queue_index)) AS queue, event_id, num_free
    FROM vq_op WHERE op = 'add' AND num_free > 0 AND EXISTS (FROM missing)
), free_ring AS (
    SELECT queue, event_id, num_free FROM (SELECT *, max(num_free) OVER (PARTITION BY queue) AS most_free FROM added)
    WHERE num_free = most_free AND num_free >= 16 AND num_free & (num_free - 1) = 0
)
SELECT request_id FROM (FROM missing QUALIFY count() OVER (PARTITION BY queue, run) >= 8)
UNION
SELECT m.request_id
FROM missing m
ASOF JOIN free_ring f ON f.queue = m.queue AND f.event_id > m.request_id
WHERE f.event_id <= m.last_id;
