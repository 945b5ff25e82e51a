-- SPDX-License-Identifier: Apache-2.0
-- Copyright The dmatape authors
-- What is mapped, per device, each time it changes.
WITH change AS (
    SELECT device, map_ts_ns AS ts_ns, mapping_id AS event_id, 1 AS step, size::BIGINT AS bytes
    FROM mapping
    WHERE map_ts_ns IS NOT NULL AND in_scope(device, map_ts_ns, map_cpu)
    UNION ALL
    SELECT device, unmap_ts_ns, unmap_event_id, -1, -size::BIGINT
    FROM mapping
    WHERE map_ts_ns IS NOT NULL AND unmap_ts_ns IS NOT NULL AND in_scope(device, map_ts_ns, map_cpu)
), counted AS (
    SELECT device, ts_ns, event_id, sum(step) OVER so_far AS mappings, sum(bytes) OVER so_far AS bytes,
        lead(ts_ns) OVER (PARTITION BY device ORDER BY ts_ns, event_id) AS next_ts_ns
    FROM change
    WINDOW so_far AS (PARTITION BY device ORDER BY ts_ns, event_id ROWS UNBOUNDED PRECEDING)
)
SELECT device, ts_ns, mappings::BIGINT AS mappings, bytes::BIGINT AS bytes
FROM counted
WHERE next_ts_ns IS DISTINCT FROM ts_ns
ORDER BY ts_ns, event_id
