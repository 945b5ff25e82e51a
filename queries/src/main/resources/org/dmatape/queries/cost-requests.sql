-- id: cost-requests
-- kind: cost
-- title: What mapping costs per request
-- uses: request
-- evidence: EXISTS (FROM request WHERE state = 'returned') | no request was recorded from add to get_buf
-- meaning: For each virtqueue, what happened in the DMA API on behalf of one request, on average, and what share of the request's
--   time, from add to the return of get_buf, was spent there. Null where the recording cannot tell: no durations, no
--   invalidations were recorded.
-- column: device | DMA device, where known
-- column: virtio_device | virtio device
-- column: queue_index | the queue's number: several may have one name
-- column: queue_name | queue
-- column: requests | requests that came back
-- column: maps_per_request | mappings made
-- column: unmaps_per_request | mappings ended
-- column: bytes_per_request bytes | bytes mapped
-- column: bounces_per_request | copies through swiotlb
-- column: invalidations_per_request | IOMMU invalidations
-- column: total_p50_ns ns | half of the requests took at most this
-- column: total_p99_ns ns | 99 % of the requests took at most this
-- column: mapping_p50_ns ns | half of the requests spent at most this in the DMA API
-- column: mapping_p99_ns ns | 99 % of the requests spent at most this in the DMA API
-- column: mapping_share | part of the requests' time spent in the DMA API, 0 to 1
SELECT device, virtio_device, queue_index, queue_name, count() AS requests,
    avg(maps)::DECIMAL(18, 2) AS maps_per_request, avg(unmaps)::DECIMAL(18, 2) AS unmaps_per_request,
    round(avg(bytes), 0)::BIGINT AS bytes_per_request, avg(bounces)::DECIMAL(18, 2) AS bounces_per_request,
    avg(invalidations)::DECIMAL(18, 2) AS invalidations_per_request,
    quantile_disc(total_ns, 0.5) AS total_p50_ns, quantile_disc(total_ns, 0.99) AS total_p99_ns,
    quantile_disc(mapping_ns, 0.5) AS mapping_p50_ns, quantile_disc(mapping_ns, 0.99) AS mapping_p99_ns,
    (sum(mapping_ns) / nullif(sum(total_ns), 0))::DECIMAL(9, 4) AS mapping_share
FROM request
WHERE state = 'returned' AND (in_scope(virtio_device, add_ts_ns, cpu) OR in_scope(device, add_ts_ns, cpu))
GROUP BY device, virtio_device, queue_index, queue_name
ORDER BY device, virtio_device, queue_index, queue_name
