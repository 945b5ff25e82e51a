-- id: loss-span
-- kind: table
-- title: Where events are missing, in event numbers
-- defines: loss_span, lost_between
-- meaning: One row per span in which a CPU lost events. A span without a known border reaches to that end of the tape. Any
--   conclusion from events before and after the same span may be wrong: what is missing may have been a map or an unmap.
CREATE TABLE loss_span AS
SELECT source_id, cpu, from_ns, to_ns, events, coalesce(from_event_id, -1) AS from_id,
    coalesce(to_event_id, 9223372036854775807) AS to_id
FROM loss;

CREATE MACRO lost_between(first_id, last_id) AS EXISTS (FROM loss_span WHERE from_id < last_id AND to_id > first_id);
