-- id: compare-requests
-- kind: compare
-- title: What each request took and cost, in blocks
-- uses: request
-- evidence: EXISTS (FROM request WHERE state = 'returned') | no request was recorded from add to get_buf
-- meaning: Requests that came back, with the stretch of the recording each belongs to. Queues that differ only in their number (req.0,
--   req.1) serve one CPU each and are taken together, because which of them is used depends on where the workload ran. Of many
--   requests a sample is taken, always the same one.
-- column: virtio_device | virtio device
-- column: queue_name | queue, its number replaced by N
-- column: size_bucket | bytes the request mapped
-- column: block | number of the stretch, from 0; each holds as many requests as the others
-- column: total_ns ns | from add to the return of get_buf
-- column: mapping_ns ns | time spent in the DMA API, where durations were recorded
-- column: maps | mappings made
-- column: bytes bytes | bytes mapped
-- column: bounces | copies through swiotlb
-- column: invalidations | IOMMU invalidations, where any were recorded
-- param: blocks INTEGER = 32 | stretches the requests of a queue are cut into
-- param: sample INTEGER = 10000 | about how many requests of a queue are returned at most
WITH returned AS (
    SELECT *, regexp_replace(queue_name, '[0-9]+$', 'N') AS queues,
        CASE WHEN bytes = 0 THEN 'none' WHEN bytes <= 512 THEN '1..512' WHEN bytes <= 8192 THEN '513..8K' WHEN bytes <= 32768 THEN '8K..32K'
            WHEN bytes <= 131072 THEN '32K..128K' ELSE 'over 128K' END AS size_bucket
    FROM request
    WHERE state = 'returned' AND (in_scope(virtio_device, add_ts_ns, cpu) OR in_scope(device, add_ts_ns, cpu))
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY virtio_device, queues, size_bucket ORDER BY request_id) - 1 AS position,
        count(*) OVER (PARTITION BY virtio_device, queues, size_bucket) AS total
    FROM returned
)
SELECT virtio_device, queues AS queue_name, size_bucket, position * $blocks // total AS block, total_ns, mapping_ns, maps, bytes, bounces,
    invalidations
FROM numbered
WHERE total <= $sample OR hash(request_id) % total < $sample
ORDER BY virtio_device, queue_name, size_bucket, request_id
