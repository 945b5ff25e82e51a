-- id: request-legs
-- kind: cost
-- title: Where the time of a request goes
-- uses: request
-- evidence: EXISTS (FROM request WHERE state = 'returned') | no request was recorded from add to get_buf
-- meaning: The way of a buffer through each virtqueue, leg by leg: the driver adds it and kicks, the device model is told, takes it
--   off the queue, gives it back and interrupts, the driver handles the interrupt, takes the buffer back and unmaps it. The
--   legs of a request add up to its total_ns. A stage that was not recorded or not needed for a request (no kick, because the
--   device was still looking; no device side in the tape) leaves one longer leg. In a leg from one side to the other the
--   times of two clocks are subtracted: it may be off by clock_error_ns, to either side.
-- column: device | DMA device, where known
-- column: virtio_device | virtio device
-- column: queue_index | the queue's number: several may have one name
-- column: queue_name | queue
-- column: leg | from one stage to the next
-- column: requests | requests that went this way
-- column: p50_ns ns | half of them took at most this
-- column: p99_ns ns | 99 % of them took at most this
-- column: share | part of the time of all requests of the queue, 0 to 1
-- column: clock_error_ns ns | how far these times may be off, where the leg goes from one side to the other
-- example: dmatape query X.tape request-legs --device virtio0
WITH returned AS (
    SELECT request_id, device, virtio_device, queue_index, queue_name, clock_error_ns, total_ns,
        [{'stage': 1, 'name': 'add', 'ts': add_ts_ns}, {'stage': 2, 'name': 'kick', 'ts': notify_ts_ns},
            {'stage': 3, 'name': 'device notify', 'ts': device_notify_ts_ns}, {'stage': 4, 'name': 'pop', 'ts': device_pop_ts_ns},
            {'stage': 5, 'name': 'fill', 'ts': device_fill_ts_ns}, {'stage': 6, 'name': 'device interrupt', 'ts': device_interrupt_ts_ns},
            {'stage': 7, 'name': 'interrupt', 'ts': interrupt_ts_ns}, {'stage': 8, 'name': 'get_buf', 'ts': get_buf_ts_ns},
            {'stage': 9, 'name': 'returned', 'ts': add_ts_ns + total_ns}] AS stages
    FROM request
    WHERE state = 'returned' AND (in_scope(virtio_device, add_ts_ns, cpu) OR in_scope(device, add_ts_ns, cpu))
), passed AS (
    SELECT request_id, device, virtio_device, queue_index, queue_name, clock_error_ns, unnest(stages) AS here
    FROM returned
), leg AS (
    SELECT *, lead(here) OVER (PARTITION BY request_id ORDER BY here.stage) AS there FROM passed WHERE here.ts IS NOT NULL
), total AS (
    SELECT device, virtio_device, queue_index, queue_name, sum(total_ns) AS total_ns FROM returned GROUP BY ALL
)
SELECT l.device, l.virtio_device, l.queue_index, l.queue_name, l.here.name || ' to ' || l.there.name AS leg, count() AS requests,
    quantile_disc(l.there.ts - l.here.ts, 0.5) AS p50_ns, quantile_disc(l.there.ts - l.here.ts, 0.99) AS p99_ns,
    (sum(l.there.ts - l.here.ts) / nullif(any_value(t.total_ns), 0))::DECIMAL(9, 4) AS share,
    CASE WHEN (l.here.stage BETWEEN 3 AND 6) <> (l.there.stage BETWEEN 3 AND 6) THEN max(l.clock_error_ns) END AS clock_error_ns
FROM leg l JOIN total t ON t.device IS NOT DISTINCT FROM l.device AND t.virtio_device IS NOT DISTINCT FROM l.virtio_device
    AND t.queue_index IS NOT DISTINCT FROM l.queue_index AND t.queue_name IS NOT DISTINCT FROM l.queue_name
WHERE l.there IS NOT NULL
GROUP BY l.device, l.virtio_device, l.queue_index, l.queue_name, l.here.stage, l.there.stage, l.here.name, l.there.name
ORDER BY l.device, l.virtio_device, l.queue_index, l.queue_name, l.here.stage, l.there.stage
