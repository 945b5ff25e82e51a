-- id: loss-span
-- kind: table
-- title: Where events are missing, in event numbers
-- defines: loss_span, lost_between
-- meaning: One row per span in which a CPU lost events. A span without a known border reaches to that end of the tape. Any
--   conclusion from events before and after the same span may be wrong: what is missing may have been a map or an unmap.
--   lost_between asks for losses of the driver's side only.
CREATE TABLE loss_span AS
WITH of_device AS (
    -- logs that tell only of the device's side: faults that were not printed hide no map and no unmap
    SELECT source_id FROM (SELECT source_id FROM iommu_fault UNION SELECT source_id FROM device_access UNION SELECT source_id FROM device_vq_op)
    WHERE EXISTS (FROM loss) AND source_id NOT IN (SELECT source_id FROM dma_op WHERE source_id IS NOT NULL)
)
SELECT source_id, cpu, from_ns, to_ns, events, coalesce(from_event_id, -1) AS from_id,
    coalesce(to_event_id, 9223372036854775807) AS to_id, coalesce(source_id NOT IN (FROM of_device), true) AS of_driver
FROM loss;

CREATE MACRO lost_between(first_id, last_id) AS EXISTS (FROM loss_span WHERE of_driver AND from_id < last_id AND to_id > first_id);
