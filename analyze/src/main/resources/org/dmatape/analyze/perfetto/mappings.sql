-- SPDX-License-Identifier: Apache-2.0
-- Copyright The dmatape authors
-- One row per mapping, from the trace event of its map to that of its unmap. What was still mapped when the recording ended
-- lasts to its end, what was superseded to the next mapping of its address. Mappings of unknown origin have no begin.
WITH tape_end AS (
    SELECT max(ts_ns) AS ts_ns FROM (SELECT max(ts_ns) AS ts_ns FROM dma_op UNION ALL SELECT max(ts_ns) FROM vq_op)
), lasting AS (
    SELECT *, lead(map_ts_ns) OVER (PARTITION BY device, dma_addr ORDER BY mapping_id) AS next_map_ts_ns
    FROM mapping
    WHERE map_ts_ns IS NOT NULL
)
SELECT device, concat_ws(' ', api, direction) AS name, map_ts_ns AS begin_ns,
    coalesce(unmap_ts_ns, CASE state WHEN 'superseded' THEN next_map_ts_ns END, (SELECT ts_ns FROM tape_end)) AS end_ns,
    dma_addr, phys_addr, size, direction, api, state, entry_index, map_ns, unmap_ns, map_comm AS comm, map_event_id, unmap_event_id
FROM lasting
WHERE in_scope(device, map_ts_ns, map_cpu)
ORDER BY map_ts_ns, mapping_id
