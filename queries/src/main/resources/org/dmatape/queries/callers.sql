-- id: callers
-- kind: browse
-- title: Which functions map, and what it costs
-- uses: pairing
-- evidence: EXISTS (FROM event_stack) | no call stacks were recorded
-- meaning: Mappings and allocations by device and the function that asked for them: the first one outside of tracing, the DMA API and the
--   virtqueue code. Where no symbol names it, caller is null. What the recording has no call stack of is left out. Most mappings first.
-- column: device | DMA device
-- column: caller | function that mapped
-- column: module | kernel module it is in; null for the kernel itself
-- column: maps | mappings, one per entry of a scatterlist
-- column: bytes bytes | bytes mapped
-- column: live_at_end | of these mappings, never unmapped
-- column: live_bytes bytes | their bytes
-- column: map_ns ns | mean time of an operation that maps; null where no durations were recorded
-- column: unmap_ns ns | mean time of an operation that unmaps what it mapped
-- column: stacks | different ways on which it came to map
-- example: dmatape query X.tape callers --device virtio0
SELECT p.device::VARCHAR AS device, c.caller, c.module, count() AS maps, coalesce(sum(m.size), 0)::BIGINT AS bytes,
    count() FILTER (p.unmap_id IS NULL AND p.end_id = 9223372036854775807) AS live_at_end,
    coalesce(sum(m.size) FILTER (p.unmap_id IS NULL AND p.end_id = 9223372036854775807), 0)::BIGINT AS live_bytes,
    floor(avg(m.duration_ns))::BIGINT AS map_ns, floor(avg(u.duration_ns))::BIGINT AS unmap_ns, count(DISTINCT c.stack_id) AS stacks
FROM pairing p
JOIN dma_op m ON m.event_id = p.map_id
JOIN event_stack s ON s.event_id = m.op_id
JOIN call_stack c ON c.stack_id = s.stack_id
LEFT JOIN dma_op u ON u.event_id = p.unmap_id
WHERE in_scope(m.device, m.ts_ns, m.cpu)
GROUP BY p.device, c.caller, c.module
ORDER BY maps DESC, device, c.caller, c.module
