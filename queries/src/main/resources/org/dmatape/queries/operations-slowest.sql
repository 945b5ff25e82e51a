-- id: operations-slowest
-- kind: browse
-- title: The slowest DMA operations
-- uses: loss-span
-- evidence: EXISTS (FROM dma_op WHERE duration_ns IS NOT NULL)
--   | no durations were recorded: they come from entry and return probes on the DMA functions
-- meaning: The operations that took longest, with where and on whose behalf they ran.
-- param: limit INTEGER = 20 | rows at most
-- column: event_id | the operation
-- column: device | DMA device
-- column: op | operation
-- column: api | function family
-- column: size bytes | bytes
-- column: duration_ns ns | time spent
-- column: ts_ns ns | when
-- column: cpu | where
-- column: context | task, softirq, hardirq or nmi
-- column: comm | task
SELECT event_id, device, op, api, size, duration_ns, ts_ns, cpu, context, comm
FROM dma_op
WHERE duration_ns IS NOT NULL AND in_scope(device, ts_ns, cpu)
ORDER BY duration_ns DESC, event_id
LIMIT $limit::BIGINT
