// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.lab.series.Metric;
import org.dmatape.queries.Severity;

/// Something that people should know of.
public sealed interface Alert {

    /// What was run.
    String scenario();

    /// Night on which it was noticed.
    LocalDate raised();

    /// What became of it.
    AlertState state();

    /// Whether it fails the night, under the settings.
    boolean fails();

    /// A metric that changed.
    ///
    /// @param scenario what was run
    /// @param fingerprint environment
    /// @param metric what was measured
    /// @param rule what raised it
    /// @param direction what it means
    /// @param since night from which on the metric is different
    /// @param raised night on which it was noticed
    /// @param evidence numbers that raised it
    /// @param thresholds what they were held to
    /// @param state what became of it
    /// @param note how it ended, or the reason of who accepted it; empty while it is open
    /// @param fails whether it fails the night
    record MetricAlert(
            String scenario,
            String fingerprint,
            Metric metric,
            Rule rule,
            Direction direction,
            LocalDate since,
            LocalDate raised,
            Evidence evidence,
            Thresholds thresholds,
            AlertState state,
            Optional<String> note,
            boolean fails)
            implements Alert {

        MetricAlert with(AlertState next, String text) {
            return with(next, Optional.of(text), false);
        }

        /// The same as it stands on a night: what was raised before and has not ended is open.
        MetricAlert asOf(LocalDate night) {
            return state == AlertState.NEW && raised.isBefore(night) ? with(AlertState.OPEN, fails) : this;
        }

        MetricAlert with(AlertState next, boolean failing) {
            return with(next, note, failing);
        }

        private MetricAlert with(AlertState next, Optional<String> text, boolean failing) {
            return new MetricAlert(
                    scenario,
                    fingerprint,
                    metric,
                    rule,
                    direction,
                    since,
                    raised,
                    evidence,
                    thresholds,
                    next,
                    text,
                    failing);
        }
    }

    /// Findings of one kind.
    ///
    /// @param scenario what was run
    /// @param finding check and kind, e.g. `unmap-unmapped (double-unmap)`
    /// @param severity how bad it is
    /// @param captures captures of the night that have it
    /// @param runs captures of the night that could be read
    /// @param count findings in all of them
    /// @param before the night of this scenario before, which had none of them; empty on the first one
    /// @param night the night that has them
    /// @param raised night on which they appeared
    /// @param state NEW or OPEN
    /// @param fails whether it fails the night
    record FindingAlert(
            String scenario,
            String finding,
            Severity severity,
            List<CaptureReference> captures,
            int runs,
            long count,
            Optional<LocalDate> before,
            LocalDate night,
            LocalDate raised,
            AlertState state,
            boolean fails)
            implements Alert {

        public FindingAlert {
            captures = List.copyOf(captures);
        }
    }

    /// A capture that cannot be read.
    ///
    /// @param scenario what was run
    /// @param capture the capture
    /// @param reason why
    /// @param raised its night
    /// @param fails whether it fails the night
    record BrokenAlert(String scenario, CaptureReference capture, String reason, LocalDate raised, boolean fails)
            implements Alert {

        @Override
        public AlertState state() {
            return AlertState.NEW;
        }
    }
}
