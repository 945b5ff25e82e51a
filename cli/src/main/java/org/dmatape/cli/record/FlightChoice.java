// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.live.Flight;
import org.dmatape.capture.live.FlightTrigger;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `record` that keep only the recent past.
public final class FlightChoice {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    @Option(
            names = "--last",
            paramLabel = "TIME",
            description =
                    "Keep only what happened in the last TIME (30s, 5min), and write it as X.0001.tape, X.0002.tape, ..."
                            + " on signal USR2, when a trigger finds something, and, without a trigger, at the end.")
    private @Nullable String last;

    @Option(
            names = "--trigger",
            split = ",",
            paramLabel = "CHECK",
            description = "With --last: write when one of these checks finds something; 'error' stands for all whose"
                    + " findings are errors.")
    private List<String> checks = new ArrayList<>();

    @Option(
            names = "--trigger-sql",
            paramLabel = "SQL",
            description = "With --last: write when this query returns a row.")
    private @Nullable String sql;

    @Option(
            names = "--stop-after",
            paramLabel = "N",
            description = "With --last: end when N tapes have been written (default: go on).")
    private int stopAfter;

    /// What is kept; empty to keep everything.
    ///
    /// @param mostFiles what --max-files says
    public Optional<Flight> flight(int mostFiles) {
        if (last == null) {
            if (!checks.isEmpty() || sql != null || stopAfter != 0) {
                throw new UsageException(
                        "--trigger, --trigger-sql and --stop-after need --last: without it everything is kept");
            }
            return Optional.empty();
        }
        Duration time = Quantity.time("--last", last);
        if (time.compareTo(SHORTEST) < 0) {
            throw new UsageException("--last " + last + ": at least 1s is needed");
        }
        if (stopAfter < 0) {
            throw new UsageException("--stop-after " + stopAfter + ": expected a number of tapes, 1 or more");
        }
        return Optional.of(new Flight(time, trigger(), stopAfter, mostFiles));
    }

    /// Whether only the recent past is kept.
    public boolean isChosen() {
        return last != null;
    }

    private Optional<FlightTrigger> trigger() {
        return checks.isEmpty() && sql == null
                ? Optional.empty()
                : Optional.of(TapeTrigger.of(checks, Optional.ofNullable(sql)));
    }
}
