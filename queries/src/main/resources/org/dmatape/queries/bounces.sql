-- id: bounces
-- kind: browse
-- title: Copies through swiotlb
-- uses: loss-span
-- evidence: EXISTS (FROM bounce) | no swiotlb event was recorded
-- meaning: How often and how much was bounced, per device, and whether the device could not have reached the memory itself.
-- column: device | DMA device
-- column: forced | bounced although the device could have reached the memory
-- column: bounces | copies
-- column: bytes bytes | bytes copied
-- column: largest bytes | the largest copy
SELECT device, forced, count() AS bounces, sum(size)::UBIGINT AS bytes, max(size) AS largest
FROM bounce
WHERE in_scope(device, ts_ns, cpu)
GROUP BY device, forced
ORDER BY device, forced
