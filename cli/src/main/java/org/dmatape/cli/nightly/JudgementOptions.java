// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.NightVerdict;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.output.WholeFile;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.Styles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the judgement of a night goes, as the command line has it.
public final class JudgementOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Form of the judgement on standard output: table, json, md, junit or html (default: table).")
    private NightFormat format = NightFormat.TABLE;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write the overview page.")
    private @Nullable Path html;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write JUnit XML, for a build server.")
    private @Nullable Path junit;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write JSON of schema dmatape.nightly/1.")
    private @Nullable Path json;

    @Option(names = "--md", paramLabel = "FILE", description = "Also write Markdown.")
    private @Nullable Path markdown;

    @Option(
            names = "--report-link",
            paramLabel = "TEMPLATE",
            description =
                    "Link of the overview to the report of a capture, e.g. reports/{id}.html; {id} is the key of the"
                            + " capture in the store.")
    private @Nullable String reportLink;

    /// Writes the judgement in every form asked for.
    ///
    /// @return what the program should end with
    public ExitCode tell(NightJudgement judgement, Session session) throws IOException {
        NightReport report = new NightReport(judgement, links());
        for (Map.Entry<NightFormat, Path> file : files().entrySet()) {
            WholeFile.writeText(file.getValue(), out -> report.write(file.getKey(), Styles.PLAIN, out));
        }
        try (Writer out = session.dataText()) {
            report.write(format, session.dataStyles(), out);
        }
        return exitCode(judgement.verdict());
    }

    private CaptureLinks links() {
        return reportLink == null
                ? CaptureLinks.none()
                : id -> Optional.of(String.valueOf(reportLink).replace("{id}", id));
    }

    private Map<NightFormat, Path> files() {
        Map<NightFormat, Path> files = new EnumMap<>(NightFormat.class);
        put(files, NightFormat.HTML, html);
        put(files, NightFormat.JUNIT, junit);
        put(files, NightFormat.JSON, json);
        put(files, NightFormat.MD, markdown);
        return files;
    }

    private static void put(Map<NightFormat, Path> files, NightFormat format, @Nullable Path file) {
        if (file != null) {
            files.put(format, file);
        }
    }

    private static ExitCode exitCode(NightVerdict verdict) {
        return switch (verdict) {
            case FAILED -> ExitCode.FINDINGS;
            case INCONCLUSIVE, LEARNING -> ExitCode.INCONCLUSIVE;
            case PASSED -> ExitCode.DONE;
        };
    }
}
