-- id: capture-metrics
-- kind: compare
-- title: What a lab keeps track of, night after night
-- uses: request
-- meaning: One row per metric of this recording, under a name that is the same in every recording of the same scenario: what the
--   operations of each kind cost, and what happened on behalf of each request. Queues that differ only in their number are taken
--   together. Groups of fewer than 30 operations or requests are left out, and a 99th percentile needs 500.
-- column: metric | name: OPERATION/FAMILY/DEVICE/NUMBER or request/DEVICE/QUEUE/NUMBER
-- column: unit | ns, or empty for counts and ratios
-- column: goodness | lower, higher or neither is better
-- column: value | in its unit
-- column: samples | operations or requests it summarises
-- column: distribution | name in capture-histograms of the distribution it summarises, null where there is none
-- example: dmatape query X.tape capture-metrics
WITH operation AS (
    SELECT op::VARCHAR || '/' || api::VARCHAR || '/' || coalesce(device::VARCHAR, '?') AS subject, count() AS samples,
        avg(duration_ns) AS mean_ns, quantile_disc(duration_ns, 0.5) AS p50_ns, quantile_disc(duration_ns, 0.99) AS p99_ns
    FROM dma_op
    WHERE duration_ns IS NOT NULL AND entry_index = 0 AND in_scope(device, ts_ns, cpu)
    GROUP BY ALL HAVING samples >= 30
), returned AS (
    SELECT 'request/' || coalesce(virtio_device, device, '?') || '/' || regexp_replace(coalesce(queue_name, '?'), '[0-9]+$', 'N') AS subject,
        total_ns, mapping_ns, maps, bounces, invalidations
    FROM request
    WHERE state = 'returned' AND (in_scope(virtio_device, add_ts_ns, cpu) OR in_scope(device, add_ts_ns, cpu))
), requests AS (
    SELECT subject, count() AS samples, quantile_disc(total_ns, 0.5) AS total_p50_ns, quantile_disc(total_ns, 0.99) AS total_p99_ns,
        count(mapping_ns) AS measured, avg(mapping_ns) AS mapping_mean_ns, quantile_disc(mapping_ns, 0.99) AS mapping_p99_ns,
        sum(mapping_ns) / nullif(sum(total_ns) FILTER (mapping_ns IS NOT NULL), 0) AS mapping_share,
        avg(maps) AS maps, avg(bounces) AS bounces, avg(invalidations) AS invalidations
    FROM returned GROUP BY subject HAVING samples >= 30
), metric AS (
    SELECT subject || '/' || name AS metric, 'ns' AS unit, 'lower' AS goodness, value, samples, subject || '/duration_ns' AS distribution
    FROM operation, LATERAL (VALUES ('p50_ns', p50_ns::DOUBLE), ('p99_ns', CASE WHEN samples >= 500 THEN p99_ns::DOUBLE END),
        ('mean_ns', mean_ns::DOUBLE)) AS statistic (name, value)
    UNION ALL
    SELECT subject || '/' || name, unit, 'lower', value, CASE WHEN name LIKE 'mapping%' THEN measured ELSE samples END,
        CASE WHEN unit = 'ns' THEN subject || CASE WHEN name LIKE 'mapping%' THEN '/mapping_ns' ELSE '/total_ns' END END
    FROM requests, LATERAL (VALUES ('total_p50_ns', 'ns', total_p50_ns::DOUBLE),
        ('total_p99_ns', 'ns', CASE WHEN samples >= 500 THEN total_p99_ns::DOUBLE END),
        ('mapping_mean_ns', 'ns', mapping_mean_ns::DOUBLE), ('mapping_p99_ns', 'ns', CASE WHEN measured >= 500 THEN mapping_p99_ns::DOUBLE END),
        ('mapping_share', '', mapping_share::DOUBLE), ('maps', '', maps::DOUBLE), ('bounces', '', bounces::DOUBLE),
        ('invalidations', '', invalidations::DOUBLE)) AS statistic (name, unit, value)
)
SELECT metric, unit, goodness, value, samples::BIGINT AS samples, distribution
FROM metric
WHERE value IS NOT NULL AND isfinite(value)
ORDER BY metric
