// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    private static final int MAX_PAGE_BYTES = 5_000_000;

    @TempDir
    private static Path folder;

    private static String bugs;

    @BeforeAll
    static void importRecording() {
        bugs = Tapes.of("bugs-612", folder);
    }

    @Test
    void thePageHasEveryTableAndNeedsNothingElse() throws IOException {
        Path page = folder.resolve("page.html");

        Cli.Result result = Cli.run("report", bugs, "-o", page.toString());

        assertThat(result.exitCode()).as(result.messages()).isZero();
        assertThat(page)
                .content()
                .hasSizeLessThan(MAX_PAGE_BYTES)
                .contains(
                        "<h3>What each kind of DMA operation costs</h3>",
                        "<h3>The columns of the kernel&#39;s dma_map_benchmark</h3>",
                        "<h3>What mapping costs per request</h3>",
                        "<h3>How long mappings live</h3>",
                        "<h3>How soon an address is used again</h3>",
                        "double-map: 3 findings",
                        "address-history -p address=",
                        "unmapped-access: 6 findings",
                        "-p near=2722 -p limit=", // the first access of the run, not its last
                        "<h3>Where the time of a request goes</h3>");
        assertThat(Files.readString(page).replaceAll("(?s)<script>.*?</script>", ""))
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    @Test
    void anExistingFileIsReplacedOnlyWhenAsked() throws IOException {
        Path page = Files.writeString(folder.resolve("mine.html"), "mine");

        Cli.Result refused = Cli.run("report", bugs, "-o", page.toString());

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.messages()).contains("mine.html exists");
        assertThat(page).hasContent("mine");
        assertThat(Cli.run("report", bugs, "-o", page.toString(), "--overwrite").exitCode())
                .isZero();
        assertThat(page).content().startsWith("<!doctype html>");
    }

    @Test
    void aFolderThatDoesNotExistIsUsage() {
        Cli.Result result = Cli.run(
                "report",
                bugs,
                "-o",
                folder.resolve("nowhere").resolve("x.html").toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains("is not a folder; create it first");
    }

    @Test
    void markdownGoesIntoABugReport() {
        Cli.Result result = Cli.run("report", bugs, "--format", "md");

        assertThat(result.exitCode()).isZero();
        assertThat(result.text())
                .startsWith("# dmatape: ")
                .contains("Verdict: **findings**", "## double-map: 3", "| event\\_id | ts\\_ns |", "## Environment");
    }

    @Test
    void aFilterLeavesOneDevice() {
        assertThat(Cli.run("report", bugs, "--format", "md", "--device", "0000:00:01.0")
                        .text())
                .doesNotContain("## double-map");
    }
}
