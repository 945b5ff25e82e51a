-- id: leaked-map
-- kind: check
-- severity: warning
-- title: Still mapped, long after its peers
-- uses: pairing, posting, unseen-end
-- loss: of-driver-hides
-- evidence: EXISTS (FROM dma_op WHERE op = 'map') | no DMA-API mapping was recorded
-- meaning: A mapping that was never unmapped although its device has since mapped and unmapped at least `older` other buffers.
--   Left out because they live long by design: coherent memory, pages of a page pool (mapped with both
--   DMA_ATTR_SKIP_CPU_SYNC and DMA_ATTR_WEAK_ORDERING), buffers that are still in flight in a virtqueue, and scatterlists
--   so long that the kernel cannot record their unmap. A ring of receive buffers that waits for traffic can look the same:
--   a warning, not an error.
-- param: older INTEGER = 8 | how many other buffers the device must have mapped and unmapped since
-- example: dmatape query X.tape leaked-map --param older=20
WITH recent AS (
    -- the map of the `older`-th latest mapping that ended; max(x, n) is the quick way to it and takes no n of a million
    SELECT device, list_min(max(map_id, least($older::BIGINT, 999999))) AS since_id
    FROM pairing WHERE unmap_id IS NOT NULL AND $older::BIGINT <= 999999 GROUP BY device HAVING count() >= $older::BIGINT
    UNION ALL
    SELECT device, map_id
    FROM (FROM pairing WHERE unmap_id IS NOT NULL AND $older::BIGINT > 999999)
    QUALIFY row_number() OVER (PARTITION BY device ORDER BY map_id DESC) = $older::BIGINT
)
SELECT NULL::VARCHAR AS kind, m.device, m.ts_ns, m.cpu, m.dma_addr, m.phys_addr, m.size, 1::BIGINT AS count,
    printf('%s bytes mapped %s (event %d, %s) and never unmapped', m.size::VARCHAR, m.direction, m.event_id,
        coalesce(m.comm, 'unknown task')) AS message,
    [m.event_id] AS events
FROM pairing p
JOIN dma_op m ON m.event_id = p.map_id
JOIN recent r ON r.device = p.device AND p.map_id < r.since_id
LEFT JOIN posting q ON q.request_id = m.vq_op_id AND q.state = 'in_flight'
WHERE p.unmap_id IS NULL AND p.end_id = 9223372036854775807 AND p.api IN ('single', 'resource', 'sg')
    AND coalesce(m.attrs, 0) & 34 <> 34 AND NOT m.truncated AND m.entry_count <= 128 AND q.request_id IS NULL
    AND p.device NOT IN (SELECT device FROM partly_recorded)
    -- an unmap that was lost since, or the add it was made for just before
    AND NOT lost_between(m.event_id - 1000, 9223372036854775807)
ORDER BY m.event_id
