// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dmatape.bench.ctf.SyscallLoop;
import org.dmatape.bench.measure.Command;
import org.dmatape.bench.measure.MeasurementException;
import org.dmatape.bench.measure.ProcessRunner;
import org.dmatape.bench.measure.Programs;

/// A trace babeltrace2 can read, recorded by perf. Neither trace-cmd nor perf turns a trace.dat into one, so
/// babeltrace2 decodes other, smaller events than the import does: one field each.
///
/// @param folder the trace
/// @param events events babeltrace2 counts in it
public record CtfTrace(Path folder, long events) {

    private static final Pattern COUNTED = Pattern.compile("(\\d+) Event messages?");
    private static final String BUFFER_PAGES = "4096";

    /// Records as many events as asked for, or takes what an earlier run recorded; perf may lose some.
    ///
    /// @param java the java to run the loop with
    public static CtfTrace of(long events, WorkFolder work, ProcessRunner runner, Path java) {
        Programs.require("perf");
        Programs.require("babeltrace2");
        Path trace = work.resolve("getppid-" + events + ".ctf");
        if (!Files.exists(trace)) {
            Path recorded = work.resolve("getppid.perf");
            runner.run(recording(events, recorded, java));
            runner.run(Command.of(
                    "perf data convert", "perf", "data", "convert", "--to-ctf=" + trace, "-i", recorded.toString()));
            WorkFolder.delete(recorded);
        }
        return new CtfTrace(trace, count(trace, work, runner));
    }

    private static Command recording(long events, Path recorded, Path java) {
        List<String> perf = List.of(
                "perf",
                "record",
                "-q",
                "-m",
                BUFFER_PAGES,
                "-e",
                "syscalls:sys_enter_getppid",
                "-o",
                recorded.toString());
        List<String> loop = List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SyscallLoop.class.getName(),
                Long.toString(events));
        return new Command(
                "perf record", Stream.concat(perf.stream(), loop.stream()).toList(), Set.of(0));
    }

    private static long count(Path trace, WorkFolder work, ProcessRunner runner) {
        Path counts = work.resolve("babeltrace2-counter.txt");
        runner.run(
                Command.of("babeltrace2 counter", "babeltrace2", trace.toString(), "--component=sink.utils.counter"),
                counts);
        try {
            return counted(Files.readString(counts));
        } catch (IOException e) {
            throw new MeasurementException("cannot read " + counts + ": " + e.getMessage(), e);
        }
    }

    /// The last count of event messages in what babeltrace2's counter prints.
    static long counted(String text) {
        Matcher matcher = COUNTED.matcher(text);
        long events = 0;
        while (matcher.find()) {
            events = Long.parseLong(matcher.group(1));
        }
        if (events == 0) {
            throw new MeasurementException("babeltrace2 counts no events in the trace perf recorded");
        }
        return events;
    }
}
