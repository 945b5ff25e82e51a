// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dmatape.cli.session.Session;
import org.dmatape.format.folder.FolderTree;
import org.dmatape.samples.ShippedRecordings;

/// What the launcher runs once to learn which classes a start needs: the usual commands, their output thrown away.
/// The JVM keeps those classes in its ahead-of-time cache. `record` has a cache of its own, made when it is first
/// called: to learn what it needs takes a recording.
final class StartTraining {

    private static final String REQUEST_PROPERTY = "dmatape.training";
    private static final String RECORD = "record";
    private static final String SAMPLE = "bugs-612";
    private static final String SHELL_STATEMENTS =
            ".schema dma_op\nSELECT hex(dma_addr), ns(duration_ns) FROM dma_op;\n";

    private StartTraining() {}

    /// Whether the launcher wants a training run instead of a command.
    static boolean isRequested() {
        return System.getProperty(REQUEST_PROPERTY) != null;
    }

    static void run() throws IOException {
        Session session = Session.of(OutputStream.nullOutputStream(), new PrintWriter(Writer.nullWriter()), Map.of());
        String sample = ShippedRecordings.locate().folder(SAMPLE).toString();
        if (RECORD.equals(System.getProperty(REQUEST_PROPERTY))) {
            record(session, sample);
        } else {
            ask(session, sample);
        }
    }

    private static void ask(Session session, String sample) {
        runAll(
                session,
                "--help",
                "version",
                "queries",
                "info " + sample,
                "check --format json " + sample,
                "check " + sample,
                "cost " + sample,
                "query --format csv " + sample + " double-map",
                "query --format table " + sample + " devices");
        InputStream statements = new ByteArrayInputStream(SHELL_STATEMENTS.getBytes(StandardCharsets.UTF_8));
        Main.run(new String[] {"sql", sample}, session.withInput(statements));
    }

    /// Records next to nothing for a moment, where this user may, after decoding what the sample has.
    private static void record(Session session, String sample) throws IOException {
        Path folder = Files.createTempDirectory("dmatape-start");
        try {
            runAll(
                    session,
                    "import -o " + folder.resolve("sample.tape") + " " + sample,
                    "record --dry-run",
                    "record --events sched:sched_process_fork -o " + folder.resolve("a.tape") + " -- sleep 0.3",
                    "record --raw --events sched:sched_process_fork -o " + folder.resolve("a.dat") + " -- sleep 0.1");
        } finally {
            FolderTree.delete(folder);
        }
    }

    private static void runAll(Session session, String... lines) {
        for (String line : lines) {
            Main.run(line.split(" "), session);
        }
    }
}
