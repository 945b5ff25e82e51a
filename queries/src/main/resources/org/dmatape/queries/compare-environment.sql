-- id: compare-environment
-- kind: compare
-- title: What a recording's platform does with mappings
-- uses: mapping
-- meaning: The facts about the platform that the events themselves tell, in a form that two recordings can be compared by: how each
--   device reaches memory (iommu, bounce, direct, bypass), which virtio features it negotiated, and how the IOMMU invalidates.
--   Invalidation is strict or lazy as the type of the IOMMU groups says (DMA, DMA-FQ), or else as the invalidations recorded say:
--   about as many as unmaps, or far fewer. Where neither was recorded, the time until an address is used again tells: with lazy
--   invalidation an address waits for the queue to be flushed, ten milliseconds or until it is full.
-- column: subject | a device, or tape for what holds for all
-- column: aspect | what is stated
-- column: value | what the recording says, null where it says nothing
-- example: dmatape query X.tape compare-environment
WITH flushed AS (
    SELECT count(*) FILTER (op = 'unmap') AS unmaps, count(*) FILTER (op IN ('flush_range', 'flush_all', 'invalidate')) AS flushes,
        greatest(count(*) FILTER (op = 'flush_range'), count(*) FILTER (op = 'invalidate')) AS ranges
    FROM iommu_op
), gap AS (
    SELECT map_ts_ns - lag(unmap_ts_ns) OVER (PARTITION BY device, dma_addr ORDER BY mapping_id) AS gap_ns
    FROM mapping
    WHERE api IN ('single', 'sg') AND map_event_id IS NOT NULL
), reuse AS (
    SELECT count(gap_ns) AS reuses, quantile_disc(gap_ns, 0.25) AS short_ns FROM gap
), described AS (
    SELECT d.device, d.driver, d.iommu_group_type,
        (SELECT string_agg(bit, ' ' ORDER BY bit) FROM range(length(d.features)) AS bits (bit)
            WHERE substr(d.features, bit + 1, 1) = '1') AS features,
        CASE WHEN t.translation IS NOT NULL THEN t.translation::VARCHAR WHEN d.access_platform = false THEN 'bypass' END AS memory
    FROM device d LEFT JOIN device_translation t ON t.device::VARCHAR = d.device
)
SELECT 'tape' AS subject, 'invalidation' AS aspect,
    CASE WHEN EXISTS (FROM device WHERE iommu_group_type = 'DMA-FQ') THEN 'lazy'
        WHEN EXISTS (FROM device WHERE iommu_group_type = 'DMA') THEN 'strict'
        WHEN unmaps = 0 THEN NULL
        WHEN flushes > 0 AND ranges * 2 >= unmaps THEN 'strict'
        WHEN flushes > 0 THEN 'lazy'
        WHEN reuses < 20 THEN NULL
        WHEN short_ns < 3000000 THEN 'strict'
        ELSE 'lazy' END AS value
FROM flushed, reuse
UNION ALL
SELECT d.device, fact.aspect, fact.value
FROM described d, LATERAL (VALUES ('memory', d.memory), ('driver', d.driver), ('virtio_features', d.features),
    ('iommu_group_type', d.iommu_group_type)) AS fact (aspect, value)
WHERE in_scope(d.device, NULL::BIGINT, NULL::USMALLINT)
ORDER BY subject, aspect
