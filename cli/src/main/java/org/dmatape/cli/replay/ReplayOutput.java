// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.cli.output.Json;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.session.Session;
import org.dmatape.replay.model.ModelOptions;
import org.dmatape.replay.run.Replay;
import org.dmatape.replay.run.ReplayOptions;
import org.dmatape.replay.run.ReplaySummary;

/// Replays a tape and tells of it in the format asked for, while it happens.
public final class ReplayOutput {

    private static final int STEPS_PER_LOOK = 4096;

    private final Session session;
    private final OutputFormat format;
    private final boolean quiet;

    /// @param quiet whether to say nothing on standard error
    public ReplayOutput(Session session, OutputFormat format, boolean quiet) {
        this.session = session;
        this.format = format;
        this.quiet = quiet;
    }

    /// Replays a tape once.
    public ReplaySummary replay(NamedTape tape, ReplayOptions options) throws IOException {
        return switch (format) {
            case TABLE -> asText(tape, options);
            case JSON -> asJson(tape, options);
            case JSONL, CSV, ARROW -> asRows(tape, options);
        };
    }

    private ReplaySummary asText(NamedTape tape, ReplayOptions options) throws IOException {
        try (Writer out = session.dataText()) {
            ReplayText text = new ReplayText(out, session.dataStyles());
            try (Replay replay = new Replay(tape.tape(), options, ModelOptions.defaults(), text)) {
                run(tape, replay, text::flush);
                text.summary(replay.summary());
                return replay.summary();
            }
        }
    }

    private ReplaySummary asJson(NamedTape tape, ReplayOptions options) throws IOException {
        try (JsonGenerator json = Json.generator(session)) {
            ReplayJson report = new ReplayJson(json);
            report.begin(tape.name());
            try (Replay replay = new Replay(tape.tape(), options, ModelOptions.defaults(), report)) {
                run(tape, replay, () -> {});
                report.end(replay.summary());
                return replay.summary();
            }
        }
    }

    private ReplaySummary asRows(NamedTape tape, ReplayOptions options) throws IOException {
        ReplayRows rows = new ReplayRows(options.shown().each());
        try (Replay replay = new Replay(tape.tape(), options, ModelOptions.defaults(), rows)) {
            rows.take(replay);
            format.writer().write(rows, session);
            ReplaySummary summary = replay.summary();
            if (!quiet) {
                SummaryText.lines(summary).forEach(session.messages()::println);
            }
            return summary;
        }
    }

    private void run(NamedTape tape, Replay replay, Runnable flush) {
        try (ProgressLine progress = new ProgressLine(session, quiet, "replaying " + tape.name())) {
            int steps = 0;
            while (replay.step()) {
                if (replay.waited()) {
                    flush.run();
                }
                if (++steps % STEPS_PER_LOOK == 0) {
                    progress.update(replay.rows(), 0);
                }
            }
        }
    }
}
