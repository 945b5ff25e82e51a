-- id: cpus
-- kind: browse
-- title: What each CPU did
-- uses: mapping
-- meaning: Operations of the DMA API, of the IOMMU and of virtqueues by CPU, and what was lost there. moved_unmaps are mappings made on this
--   CPU and ended on another one: the kernel keeps freed I/O addresses by CPU, so that they have to travel back.
-- column: cpu | CPU
-- column: maps | mappings made, each entry of a scatterlist one
-- column: unmaps | mappings ended, each entry of a scatterlist one
-- column: moved_unmaps | mappings made here that ended on another CPU
-- column: bytes bytes | bytes mapped
-- column: total_ns ns | time in the DMA API, null where no durations were recorded
-- column: iommu_ops | operations of the IOMMU
-- column: adds | buffers added to virtqueues
-- column: interrupts | interrupts of virtqueues
-- column: losses | spans in which events were lost
-- column: lost_events | events lost in them, null where it is not known how many
-- example: dmatape query X.tape cpus
WITH done AS (
    SELECT cpu, 'map' AS what, size::BIGINT AS bytes, duration_ns FROM dma_op WHERE op = 'map' AND in_scope(device, ts_ns, cpu)
    UNION ALL
    SELECT cpu, CASE WHEN op = 'unmap' THEN op::VARCHAR ELSE 'other' END, 0, duration_ns FROM dma_op
    WHERE op <> 'map' AND in_scope(device, ts_ns, cpu)
    UNION ALL
    SELECT map_cpu, 'moved', 0, NULL FROM mapping WHERE state = 'unmapped' AND api IN ('single', 'resource', 'sg') AND map_cpu <> unmap_cpu AND in_scope(device, map_ts_ns, map_cpu)
    UNION ALL
    SELECT cpu, 'iommu', 0, NULL FROM iommu_op WHERE context <> 'device' AND in_scope(device, ts_ns, cpu)
    UNION ALL
    SELECT cpu, op::VARCHAR, 0, NULL FROM vq_op WHERE op IN ('add', 'interrupt') AND in_scope(virtio_device, ts_ns, cpu)
    UNION ALL
    SELECT cpu, 'loss', events, NULL FROM loss WHERE in_scope(NULL::VARCHAR, from_ns, cpu)
)
SELECT cpu, count() FILTER (what = 'map') AS maps, count() FILTER (what = 'unmap') AS unmaps, count() FILTER (what = 'moved') AS moved_unmaps,
    coalesce(sum(bytes) FILTER (what = 'map'), 0)::BIGINT AS bytes, sum(duration_ns)::BIGINT AS total_ns,
    count() FILTER (what = 'iommu') AS iommu_ops, count() FILTER (what = 'add') AS adds, count() FILTER (what = 'interrupt') AS interrupts,
    count() FILTER (what = 'loss') AS losses,
    CASE WHEN count() FILTER (what = 'loss' AND bytes IS NULL) = 0 THEN coalesce(sum(bytes) FILTER (what = 'loss'), 0) END::BIGINT AS lost_events
FROM done
GROUP BY cpu
ORDER BY cpu
