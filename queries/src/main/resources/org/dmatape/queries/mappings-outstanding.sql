-- id: mappings-outstanding
-- kind: browse
-- title: Who holds mappings
-- uses: mapping
-- meaning: The mappings that were live at one event, by default at the end of the recording, added up by who made them and in what size,
--   most bytes first. What grows from one moment to a later one leaks; check leaked-map says which of them are suspicious.
--   Mappings made before the recording began are not seen.
-- param: at INTEGER = 9223372036854775806 | event_id of the moment
-- param: older DURATION = 0 | only mappings at least this old at that moment
-- param: min_size INTEGER = 1 | only mappings of at least so many bytes
-- param: max_size INTEGER = 9223372036854775807 | only mappings of at most so many bytes
-- param: limit INTEGER = 100 | rows at most
-- column: device | DMA device
-- column: map_comm | task that mapped
-- column: map_pid | its thread
-- column: map_context | task, softirq, hardirq or nmi
-- column: api | function family
-- column: direction | direction
-- column: size bytes | bytes of one mapping
-- column: mappings | how many of them are live
-- column: bytes bytes | bytes in all of them
-- column: oldest_ns ns | age of the oldest of them at that moment
-- column: youngest_ns ns | age of the youngest
-- column: first_mapping_id | event_id of the oldest
-- example: dmatape query X.tape mappings-outstanding -p older=100ms -p min_size=4096 -p limit=10
WITH now AS (
    SELECT max(ts_ns) AS now_ns FROM dma_op WHERE event_id <= $at::BIGINT
), live AS (
    SELECT *, now_ns - map_ts_ns AS age_ns FROM mapping CROSS JOIN now
    WHERE map_event_id <= $at::BIGINT AND (unmap_event_id IS NULL OR unmap_event_id > $at::BIGINT) AND state <> 'superseded'
        AND in_scope(device, map_ts_ns, map_cpu)
)
SELECT device, map_comm, map_pid, map_context, api, direction, size, count() AS mappings, sum(size)::UBIGINT AS bytes,
    max(age_ns) AS oldest_ns, min(age_ns) AS youngest_ns, min(mapping_id) AS first_mapping_id
FROM live
WHERE age_ns >= $older::BIGINT AND size BETWEEN $min_size::BIGINT AND $max_size::BIGINT
GROUP BY device, map_comm, map_pid, map_context, api, direction, size
ORDER BY bytes DESC, first_mapping_id
LIMIT $limit::BIGINT
