-- id: call-stacks
-- kind: browse
-- title: The call stacks of operations
-- evidence: EXISTS (FROM event_stack) | no call stacks were recorded
-- meaning: How the kernel came to do what these events say: a row for each of them that has a call stack. A finding names its events.
-- param: events TEXT | numbers of events, separated by commas
-- column: event_id | number in the tape's order
-- column: op | what was done
-- column: caller | the first function outside of tracing, the DMA API and the virtqueue code; null where no symbol names it
-- column: module | kernel module it is in; null for the kernel itself
-- column: frames | all frames, the innermost first, separated by ;
-- example: dmatape query X.tape call-stacks -p events=1234,1250
WITH wanted AS (
    SELECT DISTINCT unnest(string_split($events::VARCHAR, ','))::BIGINT AS event_id
), operation AS (
    SELECT w.event_id, d.op_id AS owner_id, d.op::VARCHAR AS op FROM wanted w JOIN dma_op d ON d.event_id = w.event_id
    UNION ALL
    SELECT w.event_id, w.event_id, q.op::VARCHAR FROM wanted w JOIN vq_op q ON q.event_id = w.event_id
)
SELECT o.event_id, o.op, c.caller, c.module, c.frames
FROM operation o
JOIN event_stack s ON s.event_id = o.owner_id
JOIN call_stack c ON c.stack_id = s.stack_id
ORDER BY o.event_id
