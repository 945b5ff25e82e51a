-- SPDX-License-Identifier: Apache-2.0
-- Copyright The dmatape authors
-- One row per operation. Virtqueue operations are written down when they begin, those of the DMA API and the IOMMU when they
-- are done: their slices end at the trace event.
WITH returned AS (
    SELECT get_buf_id, min(request_id) AS request_id FROM request WHERE get_buf_id IS NOT NULL GROUP BY get_buf_id
), operation AS (
    SELECT event_id, cpu, 'dma ' || op AS name, ts_ns - coalesce(duration_ns, 0) AS begin_ns, ts_ns AS end_ns, device::VARCHAR AS device,
        NULL::VARCHAR AS queue, dma_addr AS address, size, comm, pid, context, NULL::BIGINT AS begins_request, NULL::BIGINT AS ends_request
    FROM dma_op
    WHERE entry_index = 0 AND in_scope(device, ts_ns, cpu)
    UNION ALL
    SELECT v.event_id, v.cpu, 'virtqueue ' || v.op, v.ts_ns, v.ts_ns + coalesce(v.duration_ns, 0), v.virtio_device, v.queue_name, v.token,
        NULL, v.comm, v.pid, v.context, CASE WHEN v.op = 'add' AND coalesce(v.result, 0) >= 0 THEN v.event_id END, r.request_id
    FROM vq_op v LEFT JOIN returned r ON r.get_buf_id = v.event_id
    WHERE in_scope(v.virtio_device, v.ts_ns, v.cpu)
    UNION ALL
    SELECT event_id, cpu, 'iommu ' || op, ts_ns - coalesce(duration_ns, 0), ts_ns, device::VARCHAR, NULL, iova, size, comm, pid, context,
        NULL, NULL
    FROM iommu_op
    WHERE in_scope(device, ts_ns, cpu)
)
FROM operation
ORDER BY begin_ns, end_ns DESC, event_id
