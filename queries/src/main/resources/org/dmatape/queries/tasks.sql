-- id: tasks
-- kind: browse
-- title: Who used the DMA API
-- evidence: EXISTS (FROM dma_op) | no DMA-API operation was recorded
-- meaning: Operations of the DMA API by the thread that was running and the context it ran in, most operations first. In an interrupt the thread
--   is the one that was interrupted: what it did not do itself is not asked for by --pid.
-- param: limit INTEGER = 100 | rows at most
-- column: pid | thread, 0 is the idle task
-- column: comm | its name
-- column: context | task, softirq, hardirq or nmi
-- column: operations | operations of the DMA API; a scatterlist counts once
-- column: maps | mappings made, and memory allocated
-- column: unmaps | mappings ended, and memory freed
-- column: bytes bytes | bytes mapped and allocated
-- column: total_ns ns | time in all operations, null where no durations were recorded
-- column: devices | different devices
-- column: first_ts_ns ns | first operation
-- column: last_ts_ns ns | last operation
-- example: dmatape query X.tape tasks --device 0000:00:01.0
SELECT pid, comm, context, count() FILTER (entry_index = 0) AS operations,
    count() FILTER (entry_index = 0 AND op IN ('map', 'alloc')) AS maps,
    count() FILTER (entry_index = 0 AND op IN ('unmap', 'free')) AS unmaps,
    coalesce(sum(size) FILTER (op IN ('map', 'alloc')), 0)::BIGINT AS bytes, sum(duration_ns)::BIGINT AS total_ns,
    count(DISTINCT device) AS devices, min(ts_ns) AS first_ts_ns, max(ts_ns) AS last_ts_ns
FROM dma_op
WHERE in_scope(device, ts_ns, cpu)
GROUP BY pid, comm, context
ORDER BY operations DESC, pid, comm, context
LIMIT $limit::BIGINT
