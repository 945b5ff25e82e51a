-- id: timeline
-- kind: browse
-- title: What happened when
-- uses: mapping, request
-- meaning: The recording of the driver's side cut into equal stretches of time; a device's log may begin long before it. live_mappings and
--   live_bytes are what was mapped at the end of a stretch and in_flight the buffers with devices then, as far as the recording saw them
--   begin. Coherent memory is left out.
-- column: from_ns ns | begin of the stretch, on the tape's clock
-- column: maps | mappings made
-- column: unmaps | mappings ended
-- column: live_mappings | mappings live at the end of the stretch
-- column: live_bytes bytes | bytes in them
-- column: flushes | invalidations of the IOMMU
-- column: bounces | copies through swiotlb
-- column: bounced_bytes bytes | bytes in them
-- column: adds | buffers handed to devices
-- column: in_flight | buffers with devices at the end of the stretch
-- column: faults | faults the IOMMU or the device side reported
-- column: lost_events | events lost in spans that begin in the stretch, null where it is not known how many
-- param: buckets INTEGER = 200 | stretches
WITH moment AS (
    SELECT map_ts_ns AS ts_ns, 'map' AS kind, 1 AS live, size::BIGINT AS bytes FROM mapping
    WHERE map_ts_ns IS NOT NULL AND api IN ('single', 'sg', 'resource') AND in_scope(device, map_ts_ns, map_cpu)
    UNION ALL
    SELECT unmap_ts_ns, 'unmap', CASE WHEN map_ts_ns IS NULL THEN 0 ELSE -1 END, CASE WHEN map_ts_ns IS NULL THEN 0 ELSE -size::BIGINT END
    FROM mapping WHERE unmap_ts_ns IS NOT NULL AND api IN ('single', 'sg', 'resource') AND in_scope(device, unmap_ts_ns, unmap_cpu)
    UNION ALL
    SELECT ts_ns, 'flush', 0, 0 FROM iommu_op WHERE op IN ('flush_range', 'flush_all', 'invalidate') AND in_scope(device, ts_ns, cpu)
    UNION ALL
    SELECT ts_ns, 'bounce', 0, size::BIGINT FROM bounce WHERE in_scope(device, ts_ns, cpu)
    UNION ALL
    SELECT add_ts_ns, 'add', 1, 0 FROM request WHERE in_scope(virtio_device, add_ts_ns, cpu) OR in_scope(device, add_ts_ns, cpu)
    UNION ALL
    SELECT get_buf_ts_ns, 'get_buf', -1, 0 FROM request
    WHERE get_buf_ts_ns IS NOT NULL AND (in_scope(virtio_device, add_ts_ns, cpu) OR in_scope(device, add_ts_ns, cpu))
    UNION ALL
    SELECT ts_ns, 'fault', 0, 0 FROM iommu_fault WHERE in_scope(device, ts_ns, NULL::USMALLINT)
    UNION ALL
    SELECT from_ns, 'loss', 0, events::BIGINT FROM loss
), driver AS (
    SELECT min(ts_ns) FILTER (kind NOT IN ('flush', 'fault', 'loss')) AS begin_ns,
        max(ts_ns) FILTER (kind NOT IN ('flush', 'fault', 'loss')) AS end_ns
    FROM moment
), stretches AS (
    SELECT begin_ns AS first_ns, greatest((end_ns - begin_ns) // $buckets + 1, 1) AS width_ns, end_ns AS last_ns FROM driver
), counted AS (
    SELECT (ts_ns - first_ns) // width_ns AS bucket, count(*) FILTER (kind = 'map') AS maps, count(*) FILTER (kind = 'unmap') AS unmaps,
        coalesce(sum(live) FILTER (kind IN ('map', 'unmap')), 0) AS live, coalesce(sum(bytes) FILTER (kind IN ('map', 'unmap')), 0) AS bytes,
        count(*) FILTER (kind = 'flush') AS flushes, count(*) FILTER (kind = 'bounce') AS bounces,
        coalesce(sum(bytes) FILTER (kind = 'bounce'), 0) AS bounced_bytes, count(*) FILTER (kind = 'add') AS adds,
        coalesce(sum(live) FILTER (kind IN ('add', 'get_buf')), 0) AS posted, count(*) FILTER (kind = 'fault') AS faults,
        CASE WHEN count(*) FILTER (kind = 'loss') = 0 THEN 0 ELSE sum(bytes) FILTER (kind = 'loss') END AS lost
    FROM moment, stretches WHERE ts_ns BETWEEN first_ns AND last_ns GROUP BY bucket
)
SELECT first_ns + number * width_ns AS from_ns, coalesce(maps, 0) AS maps, coalesce(unmaps, 0) AS unmaps,
    sum(coalesce(live, 0)) OVER upto AS live_mappings, sum(coalesce(bytes, 0)) OVER upto AS live_bytes,
    coalesce(flushes, 0) AS flushes, coalesce(bounces, 0) AS bounces, coalesce(bounced_bytes, 0)::BIGINT AS bounced_bytes,
    coalesce(adds, 0) AS adds, sum(coalesce(posted, 0)) OVER upto AS in_flight, coalesce(faults, 0) AS faults,
    CASE WHEN c.bucket IS NULL THEN 0 ELSE lost END::BIGINT AS lost_events
FROM stretches, range(0, $buckets) AS numbers (number) LEFT JOIN counted c ON c.bucket = number
WHERE first_ns IS NOT NULL
WINDOW upto AS (ORDER BY number)
ORDER BY from_ns
