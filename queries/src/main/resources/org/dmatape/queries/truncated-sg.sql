-- id: truncated-sg
-- kind: check
-- severity: warning
-- title: Scatterlists recorded in part
-- uses: loss-span
-- evidence: EXISTS (FROM dma_op) | no DMA-API operation was recorded
-- meaning: The kernel records at most 128 entries of a scatterlist: what happened to the others cannot be checked. One finding
--   per device.
SELECT NULL::VARCHAR AS kind, device, min(ts_ns) AS ts_ns, min_by(cpu, event_id) AS cpu, NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
    NULL::UBIGINT AS size, count() AS count,
    printf('%d scatterlist%s recorded in part, the longest has %d entries', count(), CASE WHEN count() = 1 THEN ' was' ELSE 's were' END,
        max(entry_count)) AS message,
    [min(event_id)] AS events
FROM dma_op
WHERE truncated AND entry_index = 0
GROUP BY device
ORDER BY device
