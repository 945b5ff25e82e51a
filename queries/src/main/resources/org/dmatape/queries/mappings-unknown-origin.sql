-- id: mappings-unknown-origin
-- kind: browse
-- title: Unmaps of what the recording never saw mapped
-- uses: mapping
-- meaning: Mappings made before the recording began, or whose map was lost. They are no errors; many of them late in a recording hint
--   at lost events or at map functions that are not traced.
-- param: limit INTEGER = 100 | rows at most
-- column: mapping_id | event_id of the unmap
-- column: device | DMA device
-- column: api | function family of the unmap
-- column: dma_addr address | address
-- column: size bytes | bytes
-- column: unmap_ts_ns ns | when
-- column: unmap_comm | by which task
SELECT mapping_id, device, api, dma_addr, size, unmap_ts_ns, unmap_comm
FROM mapping
WHERE state = 'origin_unknown' AND in_scope(device, unmap_ts_ns, unmap_cpu)
ORDER BY mapping_id
LIMIT $limit::BIGINT
