-- id: iommu-fault
-- kind: check
-- severity: error
-- title: Faults the IOMMU reported
-- uses: loss-span
-- loss: hides
-- evidence: EXISTS (FROM iommu_fault)
--   | no fault of the IOMMU is in this tape; a kernel log, io_page_fault or QEMU log would show one, but does not tell that it looked
-- meaning: The device used an address the IOMMU does not translate for it. Consecutive faults of one device, access and reason are one
--   finding per source that reports them: as long as none lies before the one before it, skips a page, or comes more than
--   10 ms later. The kernel log has only the first few of a burst. Some logs tell no address (QEMU's of an SMMUv3): then only the time counts.
WITH before AS (
    SELECT *, lag(ts_ns) OVER one AS last_ns, lag(iova) OVER one AS previous
    FROM iommu_fault
    WINDOW one AS (PARTITION BY source_id, device, access, reason ORDER BY event_id)
), numbered AS (
    SELECT *, count() FILTER (NOT goes_on) OVER (PARTITION BY source_id, device, access, reason ORDER BY event_id) AS run
    FROM (
        SELECT *, coalesce(ts_ns - last_ns <= 10000000, false) AND CASE
            WHEN iova IS NULL OR previous IS NULL THEN iova IS NULL AND previous IS NULL
            ELSE iova >= previous AND iova >> 12 <= (previous >> 12) + 1 END AS goes_on
        FROM before
    )
), burst AS (
    SELECT source_id, device, access, reason, min(event_id) AS first_id, max(event_id) AS last_id, min(ts_ns) AS first_ns, max(ts_ns) AS last_ns,
        min(iova) AS first_iova, max(iova) AS last_iova, count() AS faults
    FROM numbered GROUP BY source_id, device, access, reason, run
)
SELECT b.access AS kind, b.device, b.first_ns AS ts_ns, NULL::USMALLINT AS cpu, b.first_iova AS dma_addr, NULL::UBIGINT AS phys_addr,
    b.last_iova - b.first_iova + 1 AS size, b.faults AS count,
    CASE WHEN b.first_iova IS NULL THEN printf('%s, the addresses not told: %s (source %d)',
            CASE WHEN b.faults = 1 THEN 'a fault' ELSE printf('%d faults in %s', b.faults, ns(b.last_ns - b.first_ns)) END,
            coalesce(b.reason, 'no reason given'), b.source_id::INTEGER)
        WHEN b.faults = 1 THEN printf('%s fault at %s: %s (source %d)', b.access, hex_address(b.first_iova),
        coalesce(b.reason, 'no reason given'), b.source_id::INTEGER)
        ELSE printf('%d %s faults at %s..%s in %s: %s (source %d)', b.faults, b.access, hex_address(b.first_iova), hex_address(b.last_iova),
            ns(b.last_ns - b.first_ns), coalesce(b.reason, 'no reason given'), b.source_id::INTEGER) END AS message,
    CASE WHEN b.first_id = b.last_id THEN [b.first_id] ELSE [b.first_id, b.last_id] END AS events
FROM burst b
ORDER BY b.first_id
