-- id: stalled-buffer
-- kind: check
-- severity: warning
-- title: A buffer the device never returned
-- uses: posting, taken-back, loss-span, unseen-end
-- loss: of-driver-hides
-- evidence: EXISTS (FROM vq_op WHERE op = 'get_buf') | no virtqueue get_buf was recorded
-- meaning: A buffer that was still with the device when the recording ended, although at least `older` buffers added to the same
--   queue after it have come back. Buffers that the driver took back when it reset the queue are left out, also where nothing recorded
--   that: eight or more in a row that never came back, and what was posted before the whole ring was free.
-- param: older INTEGER = 32 | how many later buffers of the queue must have come back
WITH recent AS (
    -- the `older`-th latest buffer that came back; max(x, n) is the quick way to it and takes no n of a million
    SELECT queue, list_min(max(request_id, least($older::BIGINT, 999999))) AS since_id
    FROM posting WHERE state = 'returned' AND $older::BIGINT <= 999999 GROUP BY queue HAVING count() >= $older::BIGINT
    UNION ALL
    SELECT queue, request_id
    FROM (FROM posting WHERE state = 'returned' AND $older::BIGINT > 999999)
    QUALIFY row_number() OVER (PARTITION BY queue ORDER BY request_id DESC) = $older::BIGINT
)
SELECT NULL::VARCHAR AS kind, coalesce(q.device::VARCHAR, q.virtio_device) AS device, q.add_ts_ns AS ts_ns, q.cpu,
    NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
    NULL::UBIGINT AS size, 1::BIGINT AS count,
    printf('%s queue %s: buffer %s (event %d) was not returned, %d and more later ones were', q.virtio_device, q.queue_name,
        hex_address(q.token), q.request_id, $older::BIGINT) AS message,
    [q.request_id] AS events
FROM posting q JOIN recent r ON r.queue = q.queue
WHERE q.state = 'in_flight' AND NOT EXISTS (FROM partly_recorded) AND q.request_id < r.since_id
    AND q.request_id NOT IN (FROM taken_back) AND NOT lost_between(q.request_id, 9223372036854775807)
ORDER BY q.request_id
