// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge.alert;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.lab.judge.settings.Thresholds;
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

        /// The same when it is over: it fails no night any more.
        ///
        /// @param how how it ended
        /// @param why told to people
        public MetricAlert ended(AlertState how, String why) {
            return with(how, Optional.of(why), false);
        }

        /// The same as it stands on a night: what was raised before and has not ended is open.
        public MetricAlert asOf(LocalDate night) {
            return state == AlertState.NEW && raised.isBefore(night) ? with(AlertState.OPEN, note, fails) : this;
        }

        /// The same on the night it was raised.
        ///
        /// @param failsNight whether it fails that night
        public MetricAlert asNew(boolean failsNight) {
            return with(AlertState.NEW, note, failsNight);
        }

        /// The same on a later night.
        ///
        /// @param failsNight whether it fails that night
        public MetricAlert asOpen(boolean failsNight) {
            return with(AlertState.OPEN, note, failsNight);
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

        /// Copies the list.
        public FindingAlert {
            captures = List.copyOf(captures);
        }

        /// The same with one more capture that has it, and the findings there.
        public FindingAlert and(CaptureReference capture, long findings) {
            List<CaptureReference> all = new ArrayList<>(captures);
            if (!all.contains(capture)) {
                all.add(capture);
            }
            return new FindingAlert(
                    scenario, finding, severity, all, runs, count + findings, before, night, raised, state, fails);
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
