-- id: lost-events
-- kind: check
-- severity: warning
-- title: Events the recording lost
-- uses: loss-span, unseen-end
-- meaning: The kernel dropped events because the buffer was full. Findings that the missing events could explain are not raised.
--   One finding per CPU: count is the events where the kernel counted them, else the spans. What a kernel log left out is a
--   finding of its own. So is a device whose mappings end without their unmap although nothing was lost: it was
--   recorded in part (only some threads, CPUs or functions), and count is how many of its mappings did.
WITH lost AS (
    SELECT of_driver, NULL::VARCHAR AS kind, NULL::VARCHAR AS device, min(from_ns) AS ts_ns, cpu, NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
        NULL::UBIGINT AS size, coalesce(sum(events), count())::BIGINT AS count,
        CASE WHEN of_driver
            THEN printf('CPU %d lost %s events in %d span%s', cpu, coalesce(sum(events)::VARCHAR, 'an unknown number of'), count(),
                CASE WHEN count() = 1 THEN '' ELSE 's' END)
            ELSE printf('a log of the device''s side left out %s events', coalesce(sum(events)::VARCHAR, 'an unknown number of')) END AS message,
        []::BIGINT[] AS events
    FROM loss_span
    GROUP BY cpu, of_driver
)
SELECT kind, device, ts_ns, cpu, dma_addr, phys_addr, size, count, message, events FROM (
    FROM lost
    UNION ALL
    SELECT NULL, 'not-recorded', device, ts_ns, NULL, NULL, NULL, NULL, ends,
        printf('%d mapping%s of %s ended, and %s not recorded although no event was lost: were only some threads, CPUs or functions recorded?',
            ends, CASE WHEN ends = 1 THEN '' ELSE 's' END, device, CASE WHEN ends = 1 THEN 'its unmap was' ELSE 'their unmaps were' END),
        [first_map_id]
    FROM partly_recorded)
ORDER BY cpu NULLS LAST, of_driver DESC, device
