// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.analyze.lab.judge.NightVerdict;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.output.WholeFile;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.Styles;
import org.dmatape.cli.session.UsageException;
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

    @Option(
            names = "--reports",
            paramLabel = "FOLDER",
            description = "Write the reports of those captures there that have the findings told of, and link to them.")
    private @Nullable Path reports;

    /// Refuses options that contradict each other, before anything is done.
    ///
    /// @throws UsageException when links are asked for in two ways
    public void check() {
        if (reports != null && reportLink != null) {
            throw new UsageException(
                    "--reports links to the reports it writes, --report-link to those of others: not both");
        }
    }

    /// Writes the judgement in every form asked for.
    ///
    /// @param inputs where each capture was taken from, by its key in the store
    /// @param options of the databases that answer for single captures
    /// @return what the program should end with
    public ExitCode tell(NightJudgement judgement, Map<String, Path> inputs, DatabaseOptions options, Session session)
            throws IOException {
        CaptureLinks links = links();
        if (reports != null) {
            CaptureReports written = new CaptureReports(
                    reports,
                    inputs,
                    options,
                    note -> session.messages().println("dmatape: " + TerminalText.visible(note)));
            written.write(judgement);
            links = linksTo(written);
        }
        NightReport report = new NightReport(judgement, links);
        for (Map.Entry<NightFormat, Path> file : files().entrySet()) {
            WholeFile.writeText(file.getValue(), out -> report.write(file.getKey(), Styles.plain(), out));
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

    /// From where the page lies, or from the working folder when it goes to standard output.
    private CaptureLinks linksTo(CaptureReports written) {
        Path page = (html == null ? Path.of("page") : html).toAbsolutePath();
        return id -> {
            Path report = written.file(id).toAbsolutePath();
            return Files.exists(report)
                    ? Optional.of(link(page.resolveSibling("").relativize(report)))
                    : Optional.empty();
        };
    }

    /// A path as a link has it, where a space or a question mark mean something else.
    private static String link(Path path) {
        try {
            return "./"
                    + new URI(null, null, "/" + path.toString().replace('\\', '/'), null)
                            .getRawPath()
                            .substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no link can be made of " + path, e);
        }
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
