-- id: mapping
-- kind: table
-- title: One row per mapping, from map to unmap
-- defines: mapping
-- uses: pairing
-- meaning: A mapping is one DMA segment: a single mapping, an allocation, or one entry of a scatterlist. Its columns say what
--   the map said, what the unmap said, and the time between. state is unmapped, live_at_end (the recording ended first),
--   superseded (its address was mapped again, so it ended, but its unmap was not recorded) or origin_unknown (only the
--   unmap was recorded). mapping_id is the event_id of the map's row, or of the unmap where the origin is unknown.
-- column: mapping_id | identity of the mapping: event_id of its map, else of its unmap
-- column: device | DMA device
-- column: api | single, resource, sg, coherent, pages, sgt
-- column: direction | as the map said
-- column: dma_addr address | address the device uses
-- column: phys_addr address | memory behind it; null where the recording does not tell
-- column: virt_addr address | kernel address, of coherent memory only
-- column: size bytes | bytes mapped
-- column: attrs | DMA_ATTR_* bits
-- column: entry_index | position in the scatterlist
-- column: entry_count | entries of the scatterlist
-- column: state | unmapped, live_at_end, superseded, origin_unknown
-- column: lifetime_ns ns | from map to unmap
-- column: map_ns ns | time spent in the map operation, on the first entry; when it was is map_ts_ns
-- column: unmap_ns ns | time spent in the unmap operation, on the first entry; when it was is unmap_ts_ns
-- column: map_event_id | event_id of the map; null where only the unmap was recorded, as of all that the map said
-- column: map_op_id | event_id of the first entry of that map
-- column: map_ts_ns ns | when it was mapped
-- column: map_cpu | CPU that mapped it
-- column: map_pid | thread that mapped it
-- column: map_comm | name of that thread
-- column: map_context | task, softirq, hardirq or nmi
-- column: map_vq_op_id | the virtqueue operation it was mapped inside
-- column: map_iommu_bytes bytes | what the IOMMU mapped for it
-- column: unmap_event_id | event_id of the unmap; null where none was recorded, as of all that the unmap said
-- column: unmap_ts_ns ns | when it was unmapped
-- column: unmap_cpu | CPU that unmapped it
-- column: unmap_pid | thread that unmapped it
-- column: unmap_comm | name of that thread
-- column: unmap_context | task, softirq, hardirq or nmi
-- column: unmap_vq_op_id | the virtqueue operation it was unmapped inside
-- column: unmap_iommu_bytes bytes | what the IOMMU unmapped for it
-- column: unmap_op | unmap or free
-- column: unmap_api | function family of the unmap
-- column: unmap_size bytes | bytes the unmap said
-- column: unmap_direction | direction the unmap said
-- column: unmap_entry_count | entries the unmap said
-- column: unmap_virt_addr address | kernel address the free said
CREATE VIEW mapping AS
SELECT m.event_id AS mapping_id, m.device, m.api, m.direction, m.dma_addr, m.phys_addr, m.virt_addr, m.size, m.attrs,
    m.entry_index, m.entry_count,
    CASE WHEN p.unmap_id IS NOT NULL THEN 'unmapped'
        WHEN p.end_id < 9223372036854775807 THEN 'superseded' ELSE 'live_at_end' END AS state,
    u.ts_ns - m.ts_ns AS lifetime_ns, m.duration_ns AS map_ns,
    CASE WHEN m.entry_index = 0 THEN u.duration_ns END AS unmap_ns,
    m.event_id AS map_event_id, m.op_id AS map_op_id, m.ts_ns AS map_ts_ns, m.cpu AS map_cpu, m.pid AS map_pid, m.comm AS map_comm,
    m.context AS map_context, m.vq_op_id AS map_vq_op_id, m.iommu_bytes AS map_iommu_bytes,
    u.event_id AS unmap_event_id, u.ts_ns AS unmap_ts_ns, u.cpu AS unmap_cpu, u.pid AS unmap_pid, u.comm AS unmap_comm,
    u.context AS unmap_context, u.vq_op_id AS unmap_vq_op_id, u.iommu_bytes AS unmap_iommu_bytes,
    u.op AS unmap_op, u.api AS unmap_api, u.size AS unmap_size, u.direction AS unmap_direction,
    u.entry_count AS unmap_entry_count, u.virt_addr AS unmap_virt_addr
FROM pairing p
JOIN dma_op m ON m.op_id = p.map_id
LEFT JOIN dma_op u ON u.event_id = p.unmap_id
WHERE m.dma_addr IS NOT NULL
UNION ALL
SELECT u.event_id, u.device, u.api, u.direction, x.dma_addr, u.phys_addr, u.virt_addr, u.size, u.attrs,
    u.entry_index, u.entry_count, 'origin_unknown', NULL, NULL, u.duration_ns,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    u.event_id, u.ts_ns, u.cpu, u.pid, u.comm, u.context, u.vq_op_id, u.iommu_bytes,
    u.op, u.api, u.size, u.direction, u.entry_count, u.virt_addr
FROM unpaired_unmap x JOIN dma_op u ON u.event_id = x.event_id
WHERE x.kind = 'origin-unknown';
