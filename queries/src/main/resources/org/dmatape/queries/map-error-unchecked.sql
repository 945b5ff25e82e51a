-- id: map-error-unchecked
-- kind: check
-- severity: error
-- title: A failed mapping was used
-- uses: loss-span
-- loss: of-driver-hides
-- evidence: EXISTS (FROM dma_op) | no DMA-API operation was recorded
-- meaning: A mapping function returned DMA_MAPPING_ERROR (all ones) and the driver unmapped, synced or posted that address: it
--   never called dma_mapping_error(). Such an address is no mapping and raises no other finding.
SELECT CASE WHEN op IN ('unmap', 'free') THEN 'unmapped' ELSE 'synced' END AS kind, device, ts_ns, cpu, dma_addr, phys_addr, size,
    1::BIGINT AS count,
    printf('%s of the address of a failed mapping (event %d)', op, event_id) AS message, [event_id] AS events
FROM dma_op
WHERE dma_addr = 18446744073709551615 AND op NOT IN ('map', 'map_error', 'alloc')
UNION ALL
SELECT 'posted', v.device, q.ts_ns, q.cpu, s.dma_addr, s.phys_addr, s.size, 1,
    printf('the address of a failed mapping was posted to %s queue %s (event %d)', q.virtio_device, q.queue_name, q.event_id), [q.event_id]
FROM vq_segment s JOIN vq_op q ON q.event_id = s.vq_op_id LEFT JOIN device v ON v.virtio_device = q.virtio_device
WHERE s.dma_addr = 18446744073709551615
ORDER BY events[1]
