// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.section;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmatape.bench.input.GeneratedRecording;
import org.dmatape.bench.measure.Alternation.Turn;
import org.dmatape.bench.measure.Command;
import org.dmatape.bench.measure.MeasurementException;
import org.dmatape.bench.measure.Programs;

/// trace-cmd as a peer: it must print as many events as the generator wrote before it is timed.
final class TraceCmd {

    /// What trace-cmd prints before the events.
    private static final String COUNT_EVENTS = "trace-cmd report \"$1\" | grep -vc '^cpus='";

    private final Bench bench;

    TraceCmd(Bench bench) {
        this.bench = bench;
    }

    Turn reportOf(GeneratedRecording recording) {
        Programs.require("trace-cmd");
        String file = recording.file().toString();
        long printed = countPrinted(file);
        if (printed != recording.truth().events()) {
            throw new MeasurementException("trace-cmd report prints " + printed + " events of " + file
                    + ", the generator wrote " + recording.truth().events());
        }
        Command report = Command.of("trace-cmd report", "trace-cmd", "report", file);
        return new Turn(report, recording.truth().events(), () -> {});
    }

    private long countPrinted(String file) {
        Path count = bench.work().resolve("trace-cmd-lines.txt");
        bench.runner().run(Command.of("trace-cmd report, counted", "sh", "-c", COUNT_EVENTS, "sh", file), count);
        try {
            return Long.parseLong(Files.readString(count).strip());
        } catch (IOException | NumberFormatException e) {
            throw new MeasurementException("cannot count what trace-cmd prints: " + e.getMessage(), e);
        }
    }
}
