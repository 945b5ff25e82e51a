-- id: mappings-live
-- kind: browse
-- title: What is mapped at a moment
-- uses: mapping
-- meaning: The mappings that were live at one event, by default at the end of the recording, longest-lived first.
-- param: at INTEGER = 9223372036854775806 | event_id of the moment
-- param: limit INTEGER = 100 | rows at most
-- column: mapping_id | event_id of the map
-- column: device | DMA device
-- column: api | function family
-- column: direction | direction
-- column: dma_addr address | address the device uses
-- column: phys_addr address | memory behind it
-- column: size bytes | bytes
-- column: map_ts_ns ns | when it was mapped
-- column: map_cpu | where
-- column: map_comm | by which task
-- column: state | what became of it
-- example: dmatape query X.tape mappings-live --device 0000:00:03.0
SELECT mapping_id, device, api, direction, dma_addr, phys_addr, size, map_ts_ns, map_cpu, map_comm, state
FROM mapping
WHERE map_event_id <= $at::BIGINT AND (unmap_event_id IS NULL OR unmap_event_id > $at::BIGINT) AND state <> 'superseded'
    AND in_scope(device, map_ts_ns, map_cpu)
ORDER BY mapping_id
LIMIT $limit::BIGINT
