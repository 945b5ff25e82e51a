// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Names of devices and tasks that try to act, through everything that shows them.
class HostileNamesTest {

    /// Spans of code in Markdown: they end with as many backticks as they begin with.
    private static final Pattern CODE = Pattern.compile("(?<![\\\\`])(`+)(?!`).*?(?<!`)\\1(?!`)");

    @TempDir
    private static Path folder;

    private static String tape = "";

    @BeforeAll
    static void writeTape() {
        tape = HostileTape.write(folder).toString();
    }

    /// Everything people read.
    static Stream<List<String>> forPeople() {
        return Stream.of(
                List.of("info", tape),
                List.of("check", tape),
                List.of("check", tape, "--format", "table"),
                List.of("cost", tape),
                List.of("replay", tape),
                List.of("diff", tape, tape),
                List.of("query", tape, "-f", "table", "--sql", "SELECT device, comm FROM dma_op"),
                List.of("query", tape, "-f", "table", "--sql", "FROM stack"),
                List.of("query", tape, "-f", "table", "callers"),
                List.of("query", tape, "-f", "table", "call-stacks"),
                List.of("query", tape, "-f", "table", "stacks-folded"),
                List.of("query", tape, "-f", "table", "--sql", "SELECT 1 AS \"\u001b[2J\""),
                List.of("query", tape, "--sql", "SELECT \"\u001b[2J\" FROM dma_op"),
                List.of("query", tape, "no\u001b[2J"),
                List.of("check", tape, "--device", "no\u001b[2J"),
                List.of("report", tape, "--format", "md"));
    }

    @ParameterizedTest
    @MethodSource("forPeople")
    void nothingSteersATerminal(List<String> command) {
        Cli.Result result = Cli.run(command.toArray(String[]::new));

        assertThat(HostileTape.controls(result.text())).isEmpty();
        assertThat(HostileTape.controls(result.messages())).isEmpty();
        assertThat(result.exitCode()).as(result.messages()).isNotEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource
    void jsonIsJsonAndAscii(List<String> command) throws IOException {
        String json = Cli.run(command.toArray(String[]::new)).text();

        assertThat(json).isNotEmpty().matches("[\\x0a\\x20-\\x7e]*");
        assertThat(JsonMapper.builder().build().readTree(json).findValuesAsText("device"))
                .contains(HostileTape.DEVICE);
    }

    static Stream<List<String>> jsonIsJsonAndAscii() {
        return Stream.of(
                List.of("check", tape, "-f", "json"),
                List.of("replay", tape, "-f", "json"),
                List.of("query", tape, "-f", "json", "callers"),
                List.of("query", tape, "-f", "json", "--sql", "SELECT device, comm FROM dma_op"));
    }

    @Test
    void aFindingNamesItsCallerAllTheSame() {
        assertThat(Cli.run("check", tape, "-f", "table").text()).contains("(map from <img src=x onerror=f()>");
    }

    @Test
    void aShellWithoutATerminalShowsWhatATableShows() {
        Cli.Result result = Cli.runWithInput(
                ".mode table\nSELECT device, comm FROM dma_op;\nFROM stack;\n.mode json\nFROM dma_op;\n", "sql", tape);

        assertThat(result.text()).contains("DROP TABLE");
        assertThat(HostileTape.controls(result.text())).isEmpty();
    }

    @Test
    void thePageAndTheMarkdownHoldNoMarkupOfTheirs() throws IOException {
        Path page = folder.resolve("page.html");
        Path markdown = folder.resolve("page.md");
        assertThat(Cli.run("report", tape, "-o", page.toString()).exitCode()).isZero();
        assertThat(Cli.run("report", tape, "--format", "md", "-o", markdown.toString())
                        .exitCode())
                .isZero();

        assertThat(Files.readString(page))
                .doesNotContain("<img src=x", "<script>document")
                .contains("&lt;img src=x");
        assertThat(HostileTape.controls(Files.readString(page).replace("\t", "")))
                .isEmpty();
        assertThat(CODE.matcher(Files.readString(markdown)).replaceAll("code"))
                .contains("\\<img src=x")
                .doesNotContainPattern("(?<!\\\\)[<`]");
    }

    @Test
    void theXmlOfAComparisonIsXml() throws Exception {
        String xml = Cli.run("diff", tape, tape, "--format", "junit").text();

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("testsuite");
    }

    /// CSV is for programs: it holds what was recorded, also what a spreadsheet would take for a formula.
    @Test
    void csvHoldsTheTextAsItWasRecorded() {
        String csv = Cli.run(
                        "query",
                        tape,
                        "-f",
                        "csv",
                        "--sql",
                        "SELECT DISTINCT comm, process FROM " + "(SELECT comm, '=1+1' AS process FROM dma_op)")
                .text();

        assertThat(csv)
                .contains('"' + HostileTape.TASK.replace("\"", "\"\"") + '"')
                .contains(",=1+1\r\n");
    }

    @Test
    void exportsWriteNoFileThatARecordingNames() throws IOException {
        Path tables = folder.resolve("tables");
        Path trace = folder.resolve("trace.pftrace");
        assertThat(Cli.run("export", tape, "--to", "csv", "-o", tables.toString())
                        .exitCode())
                .isZero();
        assertThat(Cli.run("export", tape, "--to", "perfetto", "-o", trace.toString())
                        .exitCode())
                .isZero();

        try (Stream<Path> files = Files.walk(tables).filter(Files::isRegularFile)) {
            assertThat(files).allMatch(file -> file.getFileName().toString().equals("hostile.csv"));
        }
        assertThat(new String(Files.readAllBytes(trace), StandardCharsets.UTF_8))
                .contains(HostileTape.DEVICE);
    }
}
