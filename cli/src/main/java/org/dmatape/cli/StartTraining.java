// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import java.util.stream.Stream;
import org.dmatape.cli.session.Session;
import org.dmatape.samples.ShippedRecordings;

/// What the launcher runs once to learn which classes a start needs: the usual commands, their output thrown away. The
/// JVM keeps those classes in its ahead-of-time cache.
final class StartTraining {

    private static final String REQUEST_PROPERTY = "dmatape.training";
    private static final String SAMPLE = "bugs-612";
    private static final String SHELL_STATEMENTS =
            ".schema dma_op\nSELECT hex(dma_addr), ns(duration_ns) FROM dma_op;\n";

    private StartTraining() {}

    /// Whether the launcher wants a training run instead of a command.
    static boolean isRequested() {
        return System.getProperty(REQUEST_PROPERTY) != null;
    }

    static void run() {
        Session session = new Session(
                OutputStream.nullOutputStream(), new PrintWriter(Writer.nullWriter()), Map.of(), false, false);
        String sample = ShippedRecordings.locate().folder(SAMPLE).toString();
        Stream.of(
                        "--help",
                        "version",
                        "queries",
                        "info " + sample,
                        "check --format json " + sample,
                        "check " + sample,
                        "cost " + sample,
                        "query --format csv " + sample + " double-map",
                        "query --format table " + sample + " devices",
                        "record --dry-run") // looks at the kernel, where it may, and changes nothing
                .forEach(line -> Main.run(line.split(" "), session));
        Main.run(new String[] {"sql", sample}, session.withInput(SHELL_STATEMENTS));
    }
}
