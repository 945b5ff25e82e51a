-- id: lost-events
-- kind: check
-- severity: warning
-- title: Events the recording lost
-- uses: loss-span
-- meaning: The kernel dropped events because the buffer was full. Findings that the missing events could explain are not raised.
--   One finding per CPU: count is the events where the kernel counted them, else the spans. What a kernel log left out is a
--   finding of its own.
SELECT NULL::VARCHAR AS kind, NULL::VARCHAR AS device, min(from_ns) AS ts_ns, cpu, NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
    NULL::UBIGINT AS size, coalesce(sum(events), count())::BIGINT AS count,
    CASE WHEN of_driver
        THEN printf('CPU %d lost %s events in %d span%s', cpu, coalesce(sum(events)::VARCHAR, 'an unknown number of'), count(),
            CASE WHEN count() = 1 THEN '' ELSE 's' END)
        ELSE printf('a log of the device''s side left out %s events', coalesce(sum(events)::VARCHAR, 'an unknown number of')) END AS message,
    []::BIGINT[] AS events
FROM loss_span
GROUP BY cpu, of_driver
ORDER BY cpu, of_driver DESC
