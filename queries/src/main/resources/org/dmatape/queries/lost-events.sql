-- id: lost-events
-- kind: check
-- severity: warning
-- title: Events the recording lost
-- uses: loss-span
-- meaning: The kernel dropped events because the buffer was full. Findings that the missing events could explain are not raised.
--   One finding per CPU: count is the events where the kernel counted them, else the spans.
SELECT NULL::VARCHAR AS kind, NULL::VARCHAR AS device, min(from_ns) AS ts_ns, cpu, NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
    NULL::UBIGINT AS size, coalesce(sum(events), count())::BIGINT AS count,
    printf('CPU %d lost %s events in %d spans', cpu, coalesce(sum(events)::VARCHAR, 'an unknown number of'), count()) AS message,
    []::BIGINT[] AS events
FROM loss_span
GROUP BY cpu
ORDER BY cpu
