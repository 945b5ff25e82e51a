-- id: request
-- kind: table
-- title: One row per buffer handed to a device
-- defines: request
-- uses: posting, device-request
-- meaning: A request begins when the driver adds a buffer to a virtqueue and ends when it gets the buffer back; the two share
--   queue and token. A token may be used again after that: each add belongs to the next get_buf (or detach) of the same
--   queue and token, in the tape's order. state is returned, detached, in_flight (still with the device when the recording
--   ended) or reposted (the token was added again before it came back: see duplicate-token). Failed adds are no requests.
--   notify_ts_ns is the first notification of that queue between add and get_buf, interrupt_ts_ns the last interrupt of it
--   before get_buf; both are null where none was recorded or needed. The device_ columns are the device's side of it, where a
--   recording of that is in the tape and the request can be told from the others (see device-request): they may be off by
--   clock_error_ns. Times are those at which each operation began; only total_ns reaches to the end of get_buf, because that
--   is where the driver unmaps.
-- column: request_id | event_id of the add
-- column: device | DMA device the virtio device sits on, where known
-- column: virtio_device | virtio device
-- column: queue_name | queue
-- column: queue_index | its number: several may have one name
-- column: vq address | the kernel's struct virtqueue
-- column: token address | what the driver tells the buffer by
-- column: out_sgs | scatterlists the device reads
-- column: in_sgs | scatterlists the device may write
-- column: num_free | descriptors that were free
-- column: used_length bytes | bytes the device says it wrote
-- column: pid | thread that added it
-- column: comm | name of that thread
-- column: cpu | CPU that added it
-- column: state | returned, detached, in_flight, reposted
-- column: get_buf_id | event_id of the get_buf or detach; null where the driver did not get it back
-- column: get_buf_cpu | CPU that got it back
-- column: add_ts_ns ns | when it was added
-- column: notify_ts_ns ns | when the device was notified
-- column: device_notify_ts_ns ns | the device model was told
-- column: device_pop_ts_ns ns | it took the buffer off the queue
-- column: device_fill_ts_ns ns | it gave the buffer back
-- column: device_interrupt_ts_ns ns | it interrupted the driver
-- column: device_accesses | accesses to the memory mapped for this request that were recorded
-- column: device_access_ns ns | from the first to the last of them
-- column: clock_error_ns ns | how far the device's times may be off against the driver's
-- column: interrupt_ts_ns ns | when the driver was interrupted
-- column: get_buf_ts_ns ns | when it got the buffer back
-- column: total_ns ns | from add to the return of get_buf
-- column: add_ns ns | time spent in add, mapping included
-- column: get_buf_ns ns | time spent in get_buf, unmapping included
-- column: add_to_notify_ns ns | the driver prepares and kicks
-- column: notify_to_interrupt_ns ns | the device works
-- column: interrupt_to_get_buf_ns ns | the interrupt is handled
-- column: maps | mappings made for it, a scatterlist counting once
-- column: unmaps | unmaps made for it
-- column: bytes bytes | bytes mapped for it
-- column: bounces | mappings of it that went through a bounce buffer
-- column: invalidations | IOMMU invalidations within its operations; null where the recording has none at all
-- column: mapping_ns ns | time spent in the DMA API on behalf of this request, where durations were recorded
CREATE TABLE request AS
WITH added AS (
    SELECT p.*, a.out_sgs, a.in_sgs, a.num_free, a.pid, a.comm, a.duration_ns AS add_ns,
        g.ts_ns AS get_buf_ts_ns, g.cpu AS get_buf_cpu, g.duration_ns AS get_buf_ns, g.used_length
    FROM posting p JOIN vq_op a ON a.event_id = p.request_id LEFT JOIN vq_op g ON g.event_id = p.get_buf_id
), signal AS (
    SELECT event_id, ts_ns, op, coalesce(vq, hash(virtio_device, queue_index)) AS queue
    FROM vq_op WHERE op IN ('notify', 'kick', 'interrupt')
), notified AS (
    SELECT a.*, CASE WHEN s.event_id < a.last_id THEN s.ts_ns END AS notify_ts_ns
    FROM added a ASOF LEFT JOIN (FROM signal WHERE op <> 'interrupt') s ON s.queue = a.queue AND s.event_id > a.request_id
), interrupted AS (
    SELECT n.*, CASE WHEN s.event_id > n.request_id AND n.get_buf_id IS NOT NULL THEN s.ts_ns END AS interrupt_ts_ns
    FROM notified n ASOF LEFT JOIN (FROM signal WHERE op = 'interrupt') s ON s.queue = n.queue AND s.event_id < n.last_id
), mapped AS (
    SELECT vq_op_id, count(*) FILTER (op = 'map' AND entry_index = 0) AS maps, count(*) FILTER (op = 'unmap' AND entry_index = 0) AS unmaps,
        sum(size) FILTER (op = 'map')::UBIGINT AS bytes, sum(duration_ns)::BIGINT AS mapping_ns
    FROM dma_op WHERE vq_op_id IS NOT NULL GROUP BY vq_op_id
), bounced AS (
    SELECT d.vq_op_id, count(*) AS bounces
    FROM bounce b JOIN dma_op d ON d.event_id = b.dma_op_id WHERE d.vq_op_id IS NOT NULL GROUP BY d.vq_op_id
), invalidated AS (
    SELECT d.vq_op_id, count(*) AS invalidations
    FROM iommu_op i JOIN dma_op d ON d.event_id = i.dma_op_id
    WHERE i.op IN ('flush_range', 'flush_all', 'invalidate') AND d.vq_op_id IS NOT NULL GROUP BY d.vq_op_id
)
SELECT r.request_id, r.device, r.virtio_device, r.queue_name, r.queue_index, r.vq, r.token, r.out_sgs, r.in_sgs, r.num_free,
    r.used_length, r.pid, r.comm, r.cpu, r.state, r.get_buf_id, r.get_buf_cpu,
    r.add_ts_ns, r.notify_ts_ns, d.notify_ts_ns AS device_notify_ts_ns, d.pop_ts_ns AS device_pop_ts_ns, d.fill_ts_ns AS device_fill_ts_ns,
    d.interrupt_ts_ns AS device_interrupt_ts_ns, t.accesses AS device_accesses, t.last_ts_ns - t.first_ts_ns AS device_access_ns,
    d.error_ns AS clock_error_ns, r.interrupt_ts_ns, r.get_buf_ts_ns,
    r.get_buf_ts_ns + coalesce(r.get_buf_ns, 0) - r.add_ts_ns AS total_ns, r.add_ns, r.get_buf_ns,
    r.notify_ts_ns - r.add_ts_ns AS add_to_notify_ns,
    r.interrupt_ts_ns - r.notify_ts_ns AS notify_to_interrupt_ns,
    r.get_buf_ts_ns - r.interrupt_ts_ns AS interrupt_to_get_buf_ns,
    coalesce(add_map.maps, 0) + coalesce(get_map.maps, 0) AS maps,
    coalesce(add_map.unmaps, 0) + coalesce(get_map.unmaps, 0) AS unmaps,
    coalesce(add_map.bytes, 0) AS bytes,
    coalesce(bounced.bounces, 0) AS bounces,
    CASE WHEN EXISTS (FROM invalidated) THEN coalesce(add_flush.invalidations, 0) + coalesce(get_flush.invalidations, 0) END AS invalidations,
    CASE WHEN add_map.mapping_ns IS NOT NULL OR get_map.mapping_ns IS NOT NULL
        THEN coalesce(add_map.mapping_ns, 0) + coalesce(get_map.mapping_ns, 0) END AS mapping_ns
FROM interrupted r
LEFT JOIN device_request d ON d.request_id = r.request_id
LEFT JOIN request_access t ON t.request_id = r.request_id
LEFT JOIN mapped add_map ON add_map.vq_op_id = r.request_id
LEFT JOIN mapped get_map ON get_map.vq_op_id = r.get_buf_id
LEFT JOIN bounced ON bounced.vq_op_id = r.request_id
LEFT JOIN invalidated add_flush ON add_flush.vq_op_id = r.request_id
LEFT JOIN invalidated get_flush ON get_flush.vq_op_id = r.get_buf_id;
