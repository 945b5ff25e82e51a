-- id: clock-uncertain
-- kind: check
-- severity: warning
-- title: Clocks that may disagree
-- evidence: (SELECT count() FROM source) > 1 | the tape has one source: there is no other clock to agree with
-- meaning: Events of different sources are ordered by clocks whose relation is known only within a bound.
SELECT method AS kind, NULL::VARCHAR AS device, from_ns AS ts_ns, NULL::USMALLINT AS cpu, NULL::UBIGINT AS dma_addr, NULL::UBIGINT AS phys_addr,
    NULL::UBIGINT AS size, 1::BIGINT AS count,
    printf('source %d: times may be off by %d ns', source_id, uncertainty_ns) AS message, []::BIGINT[] AS events
FROM clock
WHERE uncertainty_ns > 0
ORDER BY source_id
