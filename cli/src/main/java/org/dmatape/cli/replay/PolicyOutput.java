// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.session.Session;
import org.dmatape.replay.policy.PolicyReplay;
import org.dmatape.replay.policy.PolicyReport;

/// Runs a tape through policies and tells of them in the format asked for.
public final class PolicyOutput {

    private static final int STEPS_PER_LOOK = 4096;

    private final Session session;
    private final OutputFormat format;
    private final boolean quiet;

    /// @param quiet whether to say nothing on standard error
    public PolicyOutput(Session session, OutputFormat format, boolean quiet) {
        this.session = session;
        this.format = format;
        this.quiet = quiet;
    }

    /// Runs a tape.
    ///
    /// @param device a device, when only that is asked about
    public PolicyReport replay(NamedTape tape, Optional<String> device, PolicyChoice choice) throws IOException {
        PolicyReport report = run(tape, device, choice);
        switch (format) {
            case TABLE -> {
                try (Writer out = session.dataText()) {
                    new PolicyText(out, session.dataStyles()).write(tape.name(), report);
                }
            }
            case JSON -> PolicyJson.write(tape.name(), report, session);
            case JSONL, CSV, ARROW -> format.writer().write(PolicyRows.of(report), session);
        }
        return report;
    }

    private PolicyReport run(NamedTape tape, Optional<String> device, PolicyChoice choice) throws IOException {
        try (PolicyReplay replay =
                        new PolicyReplay(tape.tape(), device, choice.policies(), choice.options(), choice.costTable());
                ProgressLine progress = new ProgressLine(session, quiet, "replaying " + tape.name())) {
            int steps = 0;
            while (replay.step()) {
                if (++steps % STEPS_PER_LOOK == 0) {
                    progress.update(replay.rows(), 0);
                }
            }
            return replay.report();
        }
    }
}
