-- id: spurious-interrupt
-- kind: check
-- severity: warning
-- title: Interrupts without work
-- uses: posting
-- evidence: EXISTS (FROM vq_op WHERE op = 'interrupt' AND result IS NOT NULL) | no return value of vring_interrupt was recorded
-- meaning: The interrupt handler of a virtqueue found no used buffer (IRQ_NONE). Left out are those that lost a race with polling: since the
--   interrupt before a buffer was posted, and taken outside of hard interrupts (a network driver does so when it sends); and queues that
--   share their interrupt with others, as those of a console do: nearly always the same other one is asked within 0.2 ms before it, or after.
--   Many of the others cost time. One finding per queue.
WITH interrupt AS (
    SELECT *, coalesce(vq, hash(virtio_device, queue_index)) AS queue, ts_ns + coalesce(duration_ns, 0) AS end_ns
    FROM vq_op WHERE op = 'interrupt'
), neighbour AS (
    SELECT queue, CASE WHEN ts_ns - lag(end_ns) OVER on_cpu < 200000 THEN lag(queue) OVER on_cpu END AS earlier,
        CASE WHEN lead(ts_ns) OVER on_cpu - end_ns < 200000 THEN lead(queue) OVER on_cpu END AS later
    FROM interrupt
    WINDOW on_cpu AS (PARTITION BY cpu ORDER BY event_id)
), companion AS (
    SELECT queue, earlier AS other, 'earlier' AS side, count(*) AS together FROM neighbour WHERE earlier <> queue GROUP BY ALL
    UNION ALL
    SELECT queue, later, 'later', count(*) FROM neighbour WHERE later <> queue GROUP BY ALL
), sharing AS (
    SELECT queue FROM interrupt GROUP BY queue
    HAVING count(*) * 9 <= 10 * (SELECT max(together) FROM companion c WHERE c.queue = interrupt.queue)
), idle AS (
    FROM (SELECT *, lag(event_id) OVER (PARTITION BY queue ORDER BY event_id) AS previous_id FROM interrupt) WHERE result = 0 AND queue NOT IN (FROM sharing)
), taken AS (
    SELECT p.queue, p.get_buf_id, max(p.request_id) OVER (PARTITION BY p.queue ORDER BY p.get_buf_id) AS latest_id
    FROM posting p JOIN vq_op g ON g.event_id = p.get_buf_id
    WHERE p.state = 'returned' AND g.context <> 'hardirq' AND p.queue IN (SELECT queue FROM idle)
), unforeseen AS (
    SELECT i.* FROM idle i ASOF LEFT JOIN taken t ON t.queue = i.queue AND t.get_buf_id < i.event_id
    WHERE coalesce(t.latest_id, -1) <= coalesce(i.previous_id, -1)
)
SELECT NULL::VARCHAR AS kind, coalesce(any_value(v.device)::VARCHAR, q.virtio_device) AS device, min(q.ts_ns) AS ts_ns,
    min_by(q.cpu, q.event_id) AS cpu,
    NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr, NULL::UBIGINT AS size, count() AS count,
    printf('%s queue %s%s: %d interrupt%s found no used buffer', coalesce(q.virtio_device, 'unknown device'), coalesce(q.queue_name, 'unknown'),
        coalesce(printf(' (number %d)', q.queue_index), ''), count(), CASE WHEN count() = 1 THEN '' ELSE 's' END) AS message,
    [min(q.event_id)] AS events
FROM unforeseen q LEFT JOIN device v ON v.virtio_device = q.virtio_device
GROUP BY q.virtio_device, q.queue_index, q.queue_name
ORDER BY device, q.queue_index, q.queue_name
