-- id: queue-traffic
-- kind: browse
-- title: What each virtqueue carries
-- evidence: EXISTS (FROM vq_op WHERE op = 'add') | no virtqueue add was recorded
-- meaning: Buffers, scatterlists and bytes that each driver handed to each queue of its device, and what came back, in all of the
--   recording or in every interval of it. Out is what the device reads, in what it may write; used_bytes is what it says it wrote. Bytes
--   are those of the segments that were recorded, or of the mappings made for a buffer that has more segments than the probe could fetch;
--   cut_short counts the buffers whose bytes are known in part.
-- param: interval DURATION = 0 | length of the intervals, e.g. 100ms; 0 for one from begin to end
-- column: from_ns ns | begin of the interval, on the tape's clock
-- column: to_ns ns | its end
-- column: virtio_device | virtio device
-- column: driver | its driver
-- column: queue_index | the queue's number: several may have one name
-- column: queue_name | queue
-- column: adds | buffers added
-- column: out_sgs | scatterlists the device reads
-- column: out_bytes bytes | bytes in them, null where none were recorded
-- column: in_sgs | scatterlists the device may write
-- column: in_bytes bytes | bytes in them, null where none were recorded
-- column: cut_short | buffers whose bytes are known in part
-- column: refused | buffers that were not taken: the ring was full
-- column: returned | buffers that came back
-- column: used_bytes bytes | bytes the device says it wrote, null where that was not recorded
-- column: notifications | notifications sent
-- column: interrupts | interrupts
-- example: dmatape query X.tape queue-traffic -p interval=100ms
WITH segment_bytes AS (
    SELECT vq_op_id, sum(size) FILTER (NOT device_writable) AS out_bytes, sum(size) FILTER (device_writable) AS in_bytes
    FROM vq_segment GROUP BY vq_op_id
), mapped AS (
    SELECT vq_op_id, direction, size, event_id = max(event_id) OVER buffer AND size = 16 * (count() OVER buffer - 1) AS of_descriptors
    FROM dma_op WHERE op = 'map' AND vq_op_id IN (SELECT event_id FROM vq_op WHERE op = 'add' AND segments_truncated)
    WINDOW buffer AS (PARTITION BY vq_op_id)
), mapped_bytes AS (
    -- the last map of a long buffer is that of its table of descriptors, 16 bytes each
    SELECT vq_op_id, sum(size) FILTER (direction = 'to_device') AS out_bytes, sum(size) FILTER (direction = 'from_device') AS in_bytes
    FROM mapped WHERE NOT of_descriptors GROUP BY vq_op_id
), operation AS (
    SELECT v.*, v.op = 'add' AND coalesce(v.result, 0) >= 0 AS added, coalesce(m.vq_op_id, s.vq_op_id) IS NOT NULL AS has_bytes,
        v.segments_truncated AND m.vq_op_id IS NULL AS cut_short,
        CASE WHEN m.vq_op_id IS NULL THEN s.out_bytes ELSE m.out_bytes END AS out_bytes,
        CASE WHEN m.vq_op_id IS NULL THEN s.in_bytes ELSE m.in_bytes END AS in_bytes
    FROM vq_op v LEFT JOIN segment_bytes s ON s.vq_op_id = v.event_id LEFT JOIN mapped_bytes m ON m.vq_op_id = v.event_id
    WHERE in_scope(v.virtio_device, v.ts_ns, v.cpu)
), stretch AS (
    SELECT min(ts_ns) AS first_ns, max(ts_ns) AS last_ns,
        CASE WHEN $interval::BIGINT > 0 THEN $interval::BIGINT ELSE max(ts_ns) - min(ts_ns) + 1 END AS width_ns
    FROM operation
)
SELECT any_value(first_ns + (ts_ns - first_ns) // width_ns * width_ns) AS from_ns,
    any_value(least(first_ns + ((ts_ns - first_ns) // width_ns + 1) * width_ns - 1, last_ns)) AS to_ns,
    o.virtio_device, any_value(d.driver) AS driver, o.queue_index, o.queue_name, count() FILTER (added) AS adds,
    coalesce(sum(out_sgs) FILTER (added), 0)::BIGINT AS out_sgs,
    CASE WHEN bool_or(has_bytes) THEN coalesce(sum(out_bytes) FILTER (added), 0)::BIGINT END AS out_bytes,
    coalesce(sum(in_sgs) FILTER (added), 0)::BIGINT AS in_sgs,
    CASE WHEN bool_or(has_bytes) THEN coalesce(sum(in_bytes) FILTER (added), 0)::BIGINT END AS in_bytes,
    count() FILTER (added AND cut_short) AS cut_short, count() FILTER (op = 'add' AND result = -28) AS refused,
    count() FILTER (op = 'get_buf' AND token IS NOT NULL) AS returned,
    sum(used_length) FILTER (op = 'get_buf' AND token IS NOT NULL)::BIGINT AS used_bytes,
    count() FILTER (op = 'notify') AS notifications, count() FILTER (op = 'interrupt') AS interrupts
FROM operation o CROSS JOIN stretch LEFT JOIN device d ON d.virtio_device = o.virtio_device
GROUP BY (ts_ns - first_ns) // width_ns, o.virtio_device, o.queue_index, o.queue_name
HAVING count() FILTER (op IN ('add', 'notify', 'interrupt') OR (op = 'get_buf' AND token IS NOT NULL)) > 0
ORDER BY from_ns, o.virtio_device, o.queue_index, o.queue_name
