-- id: double-map
-- kind: check
-- severity: error
-- title: The same memory mapped twice at once
-- uses: overlap
-- loss: of-driver-hides
-- evidence: EXISTS (FROM dma_op WHERE op = 'map') | no DMA-API mapping was recorded
-- meaning: Two live mappings of one device share physical bytes, and the device may write at least one of them: what the device
--   writes through one is undefined for whoever reads through the other, and unmapping one may overwrite the other. One
--   finding per later mapping. Different bytes of one page are shared-page, not this. Mappings made with
--   DMA_ATTR_SKIP_CPU_SYNC (page pools) are left out: their owner does the ordering. So are those of one buffer of a virtqueue: virtio-crypto
--   has its device read and write the same bytes.
-- example: dmatape query X.tape double-map --device 0000:00:03.0
SELECT NULL::VARCHAR AS kind, later.device, later.ts_ns, later.cpu, later.dma_addr, later.phys_addr, later.size,
    pair.mappings AS count,
    printf('%d bytes at %s mapped %s (event %d) while mapped %s since event %d', pair.shared_bytes,
        hex_address(greatest(earlier.phys_addr, later.phys_addr)), later.direction, later.event_id, earlier.direction, earlier.event_id)
        AS message,
    [earlier.event_id, later.event_id] AS events
FROM double_mapping pair
JOIN dma_op later ON later.event_id = pair.later_id
JOIN dma_op earlier ON earlier.event_id = pair.earlier_id
WHERE NOT lost_between(earlier.event_id, later.event_id)
ORDER BY later.event_id
