-- id: clock-bound
-- kind: table
-- title: How well the clocks of the sources agree
-- defines: clock_bound, driver_source, driver_error, clock_error, driver_clock_error, same_clock
-- meaning: Times of different sources are put on one clock with an error that is known only as a bound, per source and window of time.
--   clock_error is that bound for a source at a time, driver_clock_error the same for what the driver's side recorded; two
--   events of different sources whose times differ by no more than the sum of both have no known order. same_clock says
--   whether anything ties the two together at all (clock.method is not unknown).
CREATE TABLE clock_bound AS
SELECT source_id, coalesce(from_ns, -9223372036854775808) AS from_ns, coalesce(to_ns, 9223372036854775807) AS to_ns, uncertainty_ns, method
FROM clock;

-- The sources of the DMA operations: the driver's side.
CREATE TABLE driver_source AS
SELECT DISTINCT source_id FROM dma_op;

-- One row: the error of the driver's own clock, which is the tape's unless the tape says otherwise.
CREATE TABLE driver_error AS
SELECT coalesce(max(uncertainty_ns), 0) AS error_ns FROM clock_bound WHERE source_id IN (FROM driver_source);

CREATE MACRO clock_error(source, at_ns) AS coalesce(
    (SELECT max(uncertainty_ns) FROM clock_bound WHERE source_id = source AND at_ns BETWEEN from_ns AND to_ns),
    (SELECT max(uncertainty_ns) FROM clock_bound WHERE source_id = source), 0);

CREATE MACRO driver_clock_error(source, at_ns) AS CASE WHEN source IN (FROM driver_source) THEN 0
    ELSE clock_error(source, at_ns) + (FROM driver_error) END;

CREATE MACRO same_clock(source) AS source IN (FROM driver_source)
    OR (source NOT IN (SELECT source_id FROM clock_bound WHERE method = 'unknown')
        AND NOT EXISTS (FROM clock_bound WHERE method = 'unknown' AND source_id IN (FROM driver_source)));
