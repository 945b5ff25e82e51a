// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Opens reports in headless Chromium. Without a Chromium the tests are skipped and say so.
class ReportInBrowserTest {

    private static final Pattern DRAWN = Pattern.compile("id=\"chart-([a-z-]+)\"[^>]*><div[^>]*><svg");
    private static final int PATIENCE_S = 120;

    @TempDir
    private static Path folder;

    private static String browser = "";

    /// What a page looked like after its scripts had run.
    private record Opened(String document, String console) {}

    @BeforeAll
    static void findBrowser() {
        Optional<String> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(path -> Stream.of(Path.of(path, "chromium"), Path.of(path, "google-chrome")))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
        assumeTrue(found.isPresent(), "no chromium on this machine: the report is not looked at in a browser");
        browser = found.orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bugs-612", "blk-strict-612"})
    void theChartsAreDrawnAndNothingComplains(String recording) throws Exception {
        Opened page = open(Tapes.of(recording, folder));

        assertThat(page.console).doesNotContain("CONSOLE");
        assertThat(DRAWN.matcher(page.document).results().map(match -> match.group(1)))
                .contains("timeline", "cost-histogram");
    }

    @Test
    void theEvidenceOfTheFirstFindingIsDrawn() throws Exception {
        assertThat(DRAWN.matcher(open(Tapes.of("bugs-612", folder)).document)
                        .results()
                        .count())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void namesThatAreScriptsStayNames() throws Exception {
        Opened page = open(HostileTape.write(folder).toString());

        assertThat(page.document)
                .contains("<title>dmatape: ")
                .doesNotContain("<title>broken out")
                .doesNotContain("<img src=x");
        assertThat(page.console).doesNotContain("CONSOLE");
    }

    private static Opened open(String tape) throws IOException, InterruptedException {
        Path page = Files.createTempFile(folder, "report", ".html");
        assertThat(Cli.run("report", tape, "-o", page.toString(), "--overwrite", "-q")
                        .exitCode())
                .isZero();
        Path console = Files.createTempFile(folder, "console", ".txt");
        Path document = Files.createTempFile(folder, "document", ".html");
        Process process = new ProcessBuilder(
                        browser,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                        "--enable-logging=stderr",
                        "--virtual-time-budget=5000",
                        "--window-size=1200,2000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectError(console.toFile())
                .redirectOutput(document.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("the browser ended within %d s", PATIENCE_S).isTrue();
        return new Opened(
                Files.readString(document), new String(Files.readAllBytes(console), StandardCharsets.ISO_8859_1));
    }
}
