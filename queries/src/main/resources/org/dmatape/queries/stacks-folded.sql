-- id: stacks-folded
-- kind: browse
-- title: Call stacks as a flame graph takes them
-- evidence: EXISTS (FROM event_stack) | no call stacks were recorded
-- meaning: One line per way to a DMA operation, the outermost function first, without offsets, and how often it was taken: what flamegraph.pl,
--   inferno and speedscope read. `--format csv` prints a line `folded` before them, which they skip or `tail -n +2` takes away.
-- param: op TEXT = map | operation: map, unmap, alloc, ...; * for all
-- column: folded | functions from the outermost to the innermost, separated by ;, and how often
-- example: dmatape query X.tape stacks-folded --format csv
WITH way AS (
    SELECT array_to_string(list_reverse(string_split(regexp_replace(c.frames, '\+0x[0-9a-f]+', '', 'g'), ';')), ';') AS functions
    FROM dma_op d
    JOIN event_stack s ON s.event_id = d.event_id
    JOIN call_stack c ON c.stack_id = s.stack_id
    WHERE ($op::VARCHAR = '*' OR d.op::VARCHAR = $op::VARCHAR) AND in_scope(d.device, d.ts_ns, d.cpu)
)
SELECT functions || ' ' || count() AS folded FROM way GROUP BY functions ORDER BY functions
