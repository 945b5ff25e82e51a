-- id: device-request
-- kind: table
-- title: What the device did with each request
-- defines: device_buffer, queue_pair, device_request, request_access
-- uses: posting, touch
-- meaning: The device's side of a request: when it was told, took the buffer, gave it back and interrupted. No address ties the two
--   sides together, only order: a queue hands out buffers in the order in which the driver added them.
--
--   1. device_buffer: each pop with the fill of the same element that follows it, numbered per queue.
--   2. queue_pair: which queue of the device model is which queue of the driver: the names say so, or at least nine in ten
--      requests have a fill of their own length in their own time there, and nowhere more.
--   3. The n-th add is the (n + shift)-th pop. No buffer is popped before it was added, and none is given back before it was
--      popped: the first bounds the shift from below, the second from above. Where both meet, it is known; a queue that was
--      empty once makes them meet, wherever the recordings began. Where they do not, the device's legs are null. After a
--      loss the count begins anew.
--   Times of two sources are compared with the error of their clocks in favour of the order that must hold.
CREATE TABLE device_buffer AS
WITH handled AS (
    SELECT event_id, ts_ns, source_id, vq, op, length, lead(op) OVER same_element AS next_op, lead(event_id) OVER same_element AS next_id,
        lead(ts_ns) OVER same_element AS next_ts_ns, lead(length) OVER same_element AS next_length
    FROM device_vq_op
    WHERE op IN ('pop', 'fill') AND vq IS NOT NULL AND element IS NOT NULL AND same_clock(source_id)
    WINDOW same_element AS (PARTITION BY source_id, vq, element ORDER BY event_id)
)
SELECT source_id, vq, event_id AS pop_id, ts_ns AS pop_ts_ns, CASE WHEN next_op = 'fill' THEN next_id END AS fill_id,
    CASE WHEN next_op = 'fill' THEN next_ts_ns END AS fill_ts_ns, CASE WHEN next_op = 'fill' THEN next_length END AS length,
    row_number() OVER (PARTITION BY vq ORDER BY event_id) AS position
FROM handled WHERE op = 'pop';

CREATE TABLE queue_pair AS
WITH device_queue AS (
    SELECT vq, any_value(source_id) AS source_id, any_value(virtio_device) AS virtio_device, any_value(queue_index) AS queue_index
    FROM device_vq_op WHERE vq IS NOT NULL GROUP BY vq
), error AS (
    SELECT source_id, max(driver_clock_error(source_id, pop_ts_ns)) AS error_ns
    FROM (SELECT source_id, pop_ts_ns FROM device_buffer USING SAMPLE reservoir(1000 ROWS) REPEATABLE (1)) GROUP BY source_id
), sample AS (
    SELECT p.queue, p.virtio_device, p.queue_index, p.add_ts_ns, g.ts_ns AS get_buf_ts_ns, g.used_length
    FROM (FROM posting WHERE state = 'returned' AND EXISTS (FROM device_buffer)
        QUALIFY row_number() OVER (PARTITION BY queue ORDER BY request_id) <= 2000) p
    JOIN vq_op g ON g.event_id = p.get_buf_id
), candidate AS (
    SELECT s.*, d.vq, coalesce(e.error_ns, 0) AS error_ns, s.add_ts_ns - coalesce(e.error_ns, 0) AS since_ns,
        coalesce(s.virtio_device = d.virtio_device AND s.queue_index = d.queue_index, false) AS named
    FROM sample s JOIN device_queue d ON coalesce(d.queue_index = s.queue_index, true) AND coalesce(d.virtio_device = s.virtio_device, true)
    LEFT JOIN error e ON e.source_id = d.source_id
), known_length AS (
    SELECT c.queue, c.vq, c.named, c.error_ns, f.fill_ts_ns <= c.get_buf_ts_ns + c.error_ns AS fits
    FROM (FROM candidate WHERE used_length IS NOT NULL) c ASOF LEFT JOIN (FROM device_buffer WHERE fill_ts_ns IS NOT NULL) f
        ON f.vq = c.vq AND f.length = c.used_length AND f.fill_ts_ns >= c.since_ns
    UNION ALL
    SELECT c.queue, c.vq, c.named, c.error_ns, f.fill_ts_ns <= c.get_buf_ts_ns + c.error_ns
    FROM (FROM candidate WHERE used_length IS NULL) c ASOF LEFT JOIN (FROM device_buffer WHERE fill_ts_ns IS NOT NULL) f
        ON f.vq = c.vq AND f.fill_ts_ns >= c.since_ns
), scored AS (
    SELECT queue, vq, any_value(named) AS named, max(error_ns) AS error_ns,
        avg(coalesce(fits, false)::INTEGER) AS score FROM known_length GROUP BY queue, vq
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY queue ORDER BY named DESC, score DESC, vq) AS of_queue,
        row_number() OVER (PARTITION BY vq ORDER BY named DESC, score DESC, queue) AS of_vq,
        count() OVER (PARTITION BY queue, named, score) AS equal_of_queue
    FROM scored WHERE named OR score >= 0.9
)
SELECT queue, vq, error_ns FROM ranked WHERE of_queue = 1 AND of_vq = 1 AND equal_of_queue = 1;

CREATE TABLE device_request AS
WITH added AS (
    SELECT p.request_id, p.queue, p.add_ts_ns, p.get_buf_id, g.ts_ns AS get_buf_ts_ns, q.vq, q.error_ns,
        row_number() OVER (PARTITION BY p.queue ORDER BY p.request_id) AS position,
        (SELECT count() FROM loss_span l WHERE l.to_id <= p.request_id) AS epoch
    FROM posting p JOIN queue_pair q ON q.queue = p.queue LEFT JOIN vq_op g ON g.event_id = p.get_buf_id
), popped_by AS (
    -- several buffers may be popped at one time stamp: only all of them together bound anything
    SELECT vq, pop_ts_ns, max(position) AS position FROM device_buffer GROUP BY vq, pop_ts_ns
), bound AS (
    SELECT a.*, coalesce(b.position, 0) - (a.position - 1) AS at_least, a.add_ts_ns - a.error_ns AS add_since_ns,
        a.get_buf_ts_ns + a.error_ns AS get_buf_until_ns
    FROM (SELECT *, add_ts_ns - error_ns AS before_ns FROM added) a ASOF LEFT JOIN popped_by b ON b.vq = a.vq AND b.pop_ts_ns < a.before_ns
), upper_bound AS (
    SELECT a.request_id, coalesce(b.position, 0) - a.position AS at_most
    FROM (FROM bound WHERE get_buf_ts_ns IS NOT NULL AND NOT lost_between(request_id, get_buf_id)) a
    ASOF LEFT JOIN popped_by b ON b.vq = a.vq AND b.pop_ts_ns <= a.get_buf_until_ns
), shift AS (
    SELECT b.queue, b.epoch, max(b.at_least) AS shift
    FROM bound b LEFT JOIN upper_bound u ON u.request_id = b.request_id
    GROUP BY b.queue, b.epoch
    HAVING max(b.at_least) = min(u.at_most)
), popped AS (
    SELECT b.request_id, b.vq, b.error_ns, b.add_since_ns, b.get_buf_until_ns, d.source_id, d.pop_id, d.pop_ts_ns, d.fill_id, d.fill_ts_ns, d.length
    FROM bound b JOIN shift s ON s.queue = b.queue AND s.epoch = b.epoch JOIN device_buffer d ON d.vq = b.vq AND d.position = b.position + s.shift
    WHERE d.pop_ts_ns >= b.add_since_ns AND coalesce(d.fill_ts_ns <= b.get_buf_until_ns, true)
), told AS (
    SELECT p.*, CASE WHEN n.ts_ns >= p.add_since_ns THEN n.ts_ns END AS notify_ts_ns
    FROM popped p ASOF LEFT JOIN (FROM device_vq_op WHERE op = 'notify') n ON n.vq = p.vq AND n.event_id < p.pop_id
)
SELECT t.request_id, CASE WHEN t.source_id IN (FROM driver_source) THEN 0
    ELSE coalesce(c.uncertainty_ns, 0) + (FROM driver_error) END AS error_ns, t.notify_ts_ns, t.pop_ts_ns, t.fill_ts_ns, t.length,
    CASE WHEN coalesce(i.ts_ns <= t.get_buf_until_ns, true) THEN i.ts_ns END AS interrupt_ts_ns
FROM told t ASOF LEFT JOIN (FROM device_vq_op WHERE op = 'interrupt') i ON i.vq = t.vq AND i.event_id > t.fill_id
ASOF LEFT JOIN clock_bound c ON c.source_id = t.source_id AND c.from_ns <= t.pop_ts_ns;

-- What the device touched of the memory that was mapped for a request, as far as that was recorded.
CREATE TABLE request_access AS
SELECT m.vq_op_id AS request_id, count() AS accesses, min(t.ts_ns) AS first_ts_ns, max(t.ts_ns) AS last_ts_ns
FROM touch t ASOF JOIN mapped_page p ON p.page = t.page AND p.map_id < t.event_id JOIN dma_op m ON m.event_id = p.map_id
WHERE p.end_id > t.event_id AND m.vq_op_id IS NOT NULL
GROUP BY m.vq_op_id;
