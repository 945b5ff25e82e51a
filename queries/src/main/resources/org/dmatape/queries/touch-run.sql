-- id: touch-run
-- kind: table
-- title: Wrong accesses, those that belong together as one
-- defines: touch_run
-- uses: touch
-- meaning: Consecutive wrong accesses of one device, of one kind and about one mapping, are one row: as long as none begins before the
--   one of the same result before it, skips a page, or comes more than 10 ms later.
CREATE TABLE touch_run AS
WITH before AS (
    SELECT *, lag(ts_ns) OVER one AS last_ns, lag(last_byte) OVER one AS previous_last,
        lag(first_byte) OVER alike AS previous_first, lag(ts_ns) OVER alike AS previous_ns
    FROM wrong_touch
    WINDOW one AS (PARTITION BY device, kind, map_id, unmap_id, uncertain, source_id ORDER BY event_id, first_byte),
        alike AS (PARTITION BY device, kind, map_id, unmap_id, uncertain, source_id, result ORDER BY event_id, first_byte)
), numbered AS (
    SELECT *, count() FILTER (coalesce(ts_ns - last_ns > 10000000 OR first_byte >> 12 > (previous_last >> 12) + 1, true)
            OR coalesce(first_byte < previous_first AND ts_ns - previous_ns <= 10000000, false))
        OVER (PARTITION BY device, kind, map_id, unmap_id, uncertain, source_id ORDER BY event_id, first_byte) AS run
    FROM before
)
SELECT device, kind, map_id, unmap_id, uncertain, source_id, min(event_id) AS first_id, max(event_id) AS last_id,
    min(ts_ns) AS first_ns, max(ts_ns) AS last_ns, count() AS accesses, min(first_byte) AS first_byte,
    -- a full address at the begin of a page looks like a page; its neighbours show what it is
    coalesce(max(last_byte) FILTER (NOT whole_page), max(last_byte)) AS last_byte,
    CASE WHEN min(access) = max(access) THEN min(access) ELSE 'read and write' END AS access,
    CASE WHEN min(result) = max(result) THEN min(result) ELSE 'mixed' END AS result,
    max(error_ns) AS error_ns,
    printf('%d %s%s (%s) of %s..%s in %s, %s', count(),
        CASE WHEN min(access) = 'unknown' THEN 'access' ELSE min(access) END,
        CASE WHEN count() = 1 THEN '' WHEN min(access) = 'unknown' THEN 'es' ELSE 's' END,
        CASE WHEN min(result) = max(result) THEN min(result) ELSE 'fault and let through' END,
        hex_address(min(first_byte)), hex_address(coalesce(max(last_byte) FILTER (NOT whole_page), max(last_byte))), ns(max(ts_ns) - min(ts_ns)),
        CASE WHEN bool_and(whole_page) THEN 'known to the page' ELSE 'known to the byte' END) AS what
FROM numbered
GROUP BY device, kind, map_id, unmap_id, uncertain, source_id, run;
