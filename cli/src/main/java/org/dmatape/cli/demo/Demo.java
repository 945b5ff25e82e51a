// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.demo;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import org.dmatape.analyze.check.CheckOptions;
import org.dmatape.analyze.check.CheckReport;
import org.dmatape.analyze.check.CheckRunner;
import org.dmatape.analyze.check.CheckStatus;
import org.dmatape.analyze.cost.CostReport;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.capture.importing.ImportSummary;
import org.dmatape.cli.cost.CostOutput;
import org.dmatape.cli.cost.CostTable;
import org.dmatape.cli.output.ProgressLine;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.Styles;
import org.dmatape.format.read.Tape;
import org.dmatape.samples.RecordingTruth;
import org.dmatape.samples.ShippedRecordings;

/// The shipped recording of a faulty driver, from import to verdict.
public final class Demo {

    private static final String RECORDING = "bugs-612";

    /// Set by the launcher: how the user called it.
    private static final String COMMAND_PROPERTY = "dmatape.command";

    private final Session session;
    private final Path tape;

    /// @param tape where the tape goes
    public Demo(Session session, Path tape) {
        this.session = session;
        this.tape = tape;
    }

    /// Shows everything.
    public void run(boolean quiet) throws IOException {
        ShippedRecordings shipped = ShippedRecordings.locate();
        RecordingTruth truth = shipped.truth(RECORDING);
        Styles styles = session.dataStyles();
        try (Writer out = session.dataText()) {
            writeIntroduction(out, styles, truth);
            out.flush();
            ImportSummary summary;
            try (ProgressLine progress = new ProgressLine(session, quiet, "importing " + RECORDING)) {
                summary = new DemoTape(shipped.folder(RECORDING), tape).make(progress::update);
            }
            out.write(String.format(
                    Locale.ROOT, "%nImported %,d events into %s. Checking it:%n%n", summary.events(), tape));
            NamedTape named = new NamedTape(tape.toString(), Tape.open(tape));
            try (TapeDatabase database = TapeDatabase.open(named, DatabaseOptions.defaults())) {
                writeFindings(out, styles, database, truth);
                new CostOutput(CostReport.of(database), EnumSet.allOf(CostTable.class)).writeText(out, styles);
            }
            writeWhatNext(out, styles);
        }
    }

    private static void writeIntroduction(Writer out, Styles styles, RecordingTruth truth) throws IOException {
        out.write(styles.strong("A driver with DMA bugs, recorded in a real kernel") + "\n");
        out.write("Kernel " + truth.kernel() + ", IOMMU " + truth.iommu()
                + ". Recorded with trace-cmd, and by QEMU, while a module drove a"
                + " QEMU edu device:\nsome transfers as they should be, the others with one mistake each.\n");
    }

    private static void writeFindings(Writer out, Styles styles, TapeDatabase database, RecordingTruth truth)
            throws IOException {
        CheckReport report = CheckRunner.run(database, CheckOptions.defaults());
        new DemoFindings(report, database.catalogue(), truth.checks()).write(out, styles);
        long notEvaluated = report.checks().stream()
                .filter(check -> check.status() == CheckStatus.NOT_EVALUATED)
                .count();
        out.write(
                "\n" + notEvaluated + " checks had nothing to look at in this recording; 'dmatape check' says why.\n");
    }

    private void writeWhatNext(Writer out, Styles styles) throws IOException {
        out.write("\n" + styles.strong("The tape is " + tape + ". Try next:") + "\n");
        String command = System.getProperty(COMMAND_PROPERTY, "dmatape");
        out.write("""
                  %1$s info %2$s
                  %1$s check %2$s
                  %1$s query %2$s mapping-lifetimes
                  %1$s query %2$s --sql 'FROM mapping LIMIT 10'
                  %1$s queries
                  %1$s check YOUR-OWN-trace.dat
                """.formatted(command, tape));
    }
}
