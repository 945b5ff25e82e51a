-- id: capture-histograms
-- kind: compare
-- title: Distributions that can be added to those of other recordings
-- uses: request
-- meaning: The distributions behind capture-metrics, counted in bins that grow by the 64th root of two, so that a quantile read from
--   them is off by at most 1.1 %. Bin b holds what is at least 2^(b/64) and less than 2^((b+1)/64); bin -1 what is below one. The
--   counts of several recordings add up.
-- column: distribution | its name
-- column: bin | number of the bin
-- column: count | operations or requests in it
-- example: dmatape query X.tape capture-histograms
WITH measured AS (
    SELECT op::VARCHAR || '/' || api::VARCHAR || '/' || coalesce(device::VARCHAR, '?') || '/duration_ns' AS distribution, duration_ns AS value
    FROM dma_op
    WHERE duration_ns IS NOT NULL AND entry_index = 0 AND in_scope(device, ts_ns, cpu)
    UNION ALL
    SELECT 'request/' || coalesce(virtio_device, device, '?') || '/' || regexp_replace(coalesce(queue_name, '?'), '[0-9]+$', 'N')
        || '/' || part.name, part.value
    FROM request, LATERAL (VALUES ('total_ns', total_ns), ('mapping_ns', mapping_ns)) AS part (name, value)
    WHERE state = 'returned' AND part.value IS NOT NULL
        AND (in_scope(virtio_device, add_ts_ns, cpu) OR in_scope(device, add_ts_ns, cpu))
)
SELECT distribution, CASE WHEN value < 1 THEN -1 ELSE floor(log2(value) * 64)::INTEGER END AS bin, count() AS count
FROM measured
GROUP BY ALL
ORDER BY distribution, bin
