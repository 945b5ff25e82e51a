// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import java.io.IOException;
import java.io.Writer;
import java.util.function.Consumer;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.format.manifest.Manifest;

/// Everything a tape says, ready to be written.
public final class Report {

    private final ReportData data;

    private Report(ReportData data) {
        this.data = data;
    }

    /// Asks the tape; what the database is restricted to is what is reported.
    ///
    /// @param progress told what is being asked
    public static Report of(TapeDatabase database, Manifest manifest, Consumer<String> progress) {
        return new Report(new ReportGatherer(database, progress).gather(manifest));
    }

    /// Writes the report. The writer stays open.
    public void write(ReportFormat format, Writer out) throws IOException {
        switch (format) {
            case HTML -> new ReportPage(data, out).write();
            case MD -> new ReportMarkdown(data, out).write();
        }
    }
}
