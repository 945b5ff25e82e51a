-- id: stack
-- kind: table
-- title: Which operation has which call stack
-- defines: stack
-- meaning: The call stacks of operations, where the recording has them: one row per operation of the DMA API or of a virtqueue. A
--   scatterlist is one operation, so that dma_op is joined by op_id; a mapping by map_op_id.
-- column: event_id | op_id of a DMA operation, event_id of a virtqueue operation
-- column: stack_id | the stack; operations that came the same way have the same
-- column: caller | the first function outside of tracing, the DMA API and the virtqueue code; null where no symbol names it
-- column: module | kernel module the caller is in; null for the kernel itself
-- column: frames | all frames, the innermost first, separated by ;
CREATE VIEW stack AS
SELECT s.event_id, s.stack_id, c.caller, c.module, c.frames
FROM event_stack s JOIN call_stack c ON c.stack_id = s.stack_id;
