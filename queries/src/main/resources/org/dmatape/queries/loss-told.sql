-- id: loss-told
-- kind: table
-- title: Which losses another source makes good
-- defines: loss_told
-- uses: loss-span, clock-bound
-- meaning: The spans of loss_span, each with told_elsewhere: what a log of the device's side left out is told by another source that
--   lost nothing, looked before, and saw faults of every device whose faults the one with the loss told. Such a loss hides
--   nothing from the checks of accesses.
CREATE VIEW loss_told AS
WITH witness AS (
    SELECT source_id, min(ts_ns) - driver_clock_error(source_id, min(ts_ns)) AS first_ns,
        list(DISTINCT device) FILTER (result = 'fault') AS devices
    FROM device_access
    WHERE device IS NOT NULL AND same_clock(source_id) AND source_id NOT IN (SELECT source_id FROM loss WHERE source_id IS NOT NULL)
    GROUP BY source_id
), told AS (
    SELECT source_id, list(DISTINCT device) AS devices FROM iommu_fault WHERE device IS NOT NULL GROUP BY source_id
)
SELECT l.cpu, l.from_ns, l.to_ns, l.events, l.of_driver,
    EXISTS (FROM witness w JOIN told t ON list_has_all(w.devices, t.devices) WHERE t.source_id = l.source_id AND w.first_ns <= l.from_ns)
        AS told_elsewhere
FROM loss_span l;
