-- id: address-history
-- kind: browse
-- title: Everything that happened to an address
-- meaning: What drivers, the IOMMU and devices did to a range of DMA addresses, in the tape's order: the evidence behind a finding. The
--   range is widened to whole pages, because that is what an IOMMU maps; with a physical address, what touched its page under other DMA
--   addresses belongs to it too. Without a device, all devices. At most as many events as asked for, those nearest to the event named.
-- column: event_id | number in the tape's order
-- column: ts_ns ns | time
-- column: cpu | CPU
-- column: source | driver, iommu or device
-- column: what | what happened
-- column: device | device
-- column: dma_addr | address
-- column: phys_addr | physical address
-- column: size bytes | bytes
-- column: direction | direction of the mapping, or of the access
-- column: comm | task
-- param: address ADDRESS | DMA address
-- param: bytes INTEGER = 1 | bytes from there
-- param: physical ADDRESS = 0 | physical address, 0 for none
-- param: device TEXT = * | DMA device, * for all
-- param: near INTEGER = 9223372036854775807 | number of the event around which to look
-- param: limit INTEGER = 30 | events at most
-- example: dmatape query X.tape address-history -p address=0xffff1000 -p device=0000:00:03.0
WITH range AS (
    SELECT ($address::UBIGINT >> 12) AS first_page, (($address::UBIGINT + ($bytes - 1)::UBIGINT) >> 12) AS last_page
), alias AS (
    SELECT DISTINCT dma_addr >> 12 AS page FROM dma_op
    WHERE $physical::UBIGINT <> 0 AND op IN ('map', 'alloc') AND dma_addr IS NOT NULL AND (phys_addr >> 12) = ($physical::UBIGINT >> 12)
), event AS (
    SELECT event_id, ts_ns, cpu, 'driver' AS source, op::VARCHAR AS what, device::VARCHAR AS device, dma_addr, phys_addr, size,
        direction::VARCHAR AS direction, comm::VARCHAR AS comm
    FROM dma_op WHERE dma_addr IS NOT NULL
    UNION ALL
    SELECT event_id, ts_ns, cpu, 'iommu', op::VARCHAR, device::VARCHAR, iova, phys_addr, size, NULL, comm::VARCHAR
    FROM iommu_op WHERE iova IS NOT NULL
    UNION ALL
    SELECT event_id, ts_ns, NULL, 'device', access::VARCHAR || ' ' || result::VARCHAR, device::VARCHAR, iova, phys_addr, size, access::VARCHAR, NULL
    FROM device_access
    UNION ALL
    SELECT event_id, ts_ns, NULL, 'iommu', 'fault' || coalesce(': ' || reason::VARCHAR, ''), device::VARCHAR, iova, NULL, NULL, access::VARCHAR, NULL
    FROM iommu_fault WHERE iova IS NOT NULL
), touching AS (
    SELECT event.*
    FROM event, range
    WHERE (((dma_addr >> 12) <= last_page
            AND ((dma_addr + greatest(least(coalesce(size, 1), 18446744073709551615 - dma_addr), 1) - 1) >> 12) >= first_page)
            OR (dma_addr >> 12) IN (SELECT page FROM alias))
        AND ($device::VARCHAR = '*' OR device IS NULL OR device = $device::VARCHAR)
        AND in_scope(device, ts_ns, cpu)
    ORDER BY abs(event_id - $near::HUGEINT), event_id
    LIMIT $limit
)
SELECT event_id, ts_ns, cpu, source, what, device, dma_addr, phys_addr, size, direction, comm
FROM touching
ORDER BY event_id
