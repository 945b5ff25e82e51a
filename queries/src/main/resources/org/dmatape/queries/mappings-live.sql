-- id: mappings-live
-- kind: browse
-- title: What is mapped at a moment
-- uses: mapping
-- meaning: The mappings that were live at one event, by default at the end of the recording, longest-lived first.
-- param: at INTEGER = 9223372036854775806 | event_id of the moment
-- param: older DURATION = 0 | only mappings at least this old at that moment
-- param: min_size INTEGER = 1 | only mappings of at least so many bytes
-- param: max_size INTEGER = 9223372036854775807 | only mappings of at most so many bytes
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
-- column: age_ns ns | how long it had been mapped at that moment
-- example: dmatape query X.tape mappings-live --device 0000:00:03.0
WITH now AS (
    SELECT max(ts_ns) AS now_ns FROM dma_op WHERE event_id <= $at::BIGINT
)
SELECT mapping_id, device, api, direction, dma_addr, phys_addr, size, map_ts_ns, map_cpu, map_comm, state, now_ns - map_ts_ns AS age_ns
FROM mapping CROSS JOIN now
WHERE map_event_id <= $at::BIGINT AND (unmap_event_id IS NULL OR unmap_event_id > $at::BIGINT) AND state <> 'superseded'
    AND now_ns - map_ts_ns >= $older::BIGINT AND size BETWEEN $min_size::BIGINT AND $max_size::BIGINT
    AND in_scope(device, map_ts_ns, map_cpu)
ORDER BY mapping_id
LIMIT $limit::BIGINT
