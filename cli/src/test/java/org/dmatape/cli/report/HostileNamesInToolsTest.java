// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dmatape.cli.Cli;
import org.dmatape.format.read.Tape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of devices, tasks, files and folders that try to act, through what is not shown every day: states and steps of
/// a replay, a cut, a night of a lab, a recording that is only described.
class HostileNamesInToolsTest {

    /// As a folder or file may be called.
    private static final String FILE = "\u001b[2J<img src=x>'; DROP TABLE capture; --\u202e`|&\r\n";

    @TempDir
    private static Path folder;

    private static String tape = "";
    private static String recordings = "";
    private static String store = "";

    @BeforeAll
    static void write() throws IOException {
        tape = HostileTape.write(folder).toString();
        Path lab = Files.createDirectories(folder.resolve("recordings").resolve(FILE));
        HostileTape.write(lab);
        Files.writeString(lab.resolve(FILE + ".dat"), "no recording");
        recordings = folder.resolve("recordings").toString();
        store = folder.resolve("store").toString();
        assertThat(Cli.run("nightly", recordings, "--store", store, "-q").exitCode())
                .isEqualTo(1);
    }

    static Stream<List<String>> forPeople() {
        return Stream.of(
                List.of("replay", tape, "--break", "2", "--break", "3"),
                List.of("replay", tape, "--at", "3us"),
                List.of("replay", tape, "--at", "3us", "-f", "json"),
                List.of("replay", tape, "--dry-run"),
                List.of("replay", tape, "--device", HostileTape.DEVICE),
                List.of("replay", tape, "--steps", "-f", "jsonl"),
                List.of("replay", tape, "--policy", "-f", "table"),
                List.of("replay", tape, "--stop-on-divergence"),
                List.of("info", tape, "--format", "json"),
                List.of("store", "list", store, "-f", "table"),
                List.of("store", "verify", store),
                List.of("nightly", "--store", store),
                List.of("nightly", "--store", store, "--format", "json"),
                List.of("nightly", "--store", store, "--format", "md"),
                List.of("nightly", "--store", store, "--format", "junit"),
                List.of("nightly", "--store", store, "--format", "html"),
                List.of("nightly", recordings, "--store", store, "--retry"),
                List.of("query", "--store", store, "-f", "table", "--sql", "SELECT * FROM capture"),
                List.of("record", "--dry-run", "--device", FILE),
                List.of("record", "--dry-run", "--events", FILE),
                List.of("record", "--dry-run", "--probe", "p:x vfs_read a=" + FILE),
                List.of("info", folder.resolve("recordings").resolve(FILE).toString()),
                List.of("check", folder.resolve(FILE).toString()),
                List.of(
                        "import",
                        tape,
                        "-o",
                        folder.resolve(FILE).resolve("x.tape").toString()));
    }

    @ParameterizedTest
    @MethodSource("forPeople")
    void nothingSteersATerminal(List<String> command) {
        Cli.Result result = Cli.run(command.toArray(String[]::new));

        assertThat(HostileTape.controls(result.text())).isEmpty();
        assertThat(HostileTape.controls(result.messages())).isEmpty();
        assertThat(result.exitCode()).as(result.messages()).isNotEqualTo(5);
    }

    @Test
    void theStateAtABreakShowsTheDevice() {
        assertThat(Cli.run("replay", tape, "--break", "2").text()).contains("onerror=");
    }

    @Test
    void aProbeIsOneLine() {
        Cli.Result result = Cli.run("record", "--dry-run", "--probe", "p:x vfs_read\n-:others/probe");

        assertThat(result.exitCode()).isIn(2, 3); // 3 where nobody may record
        assertThat(result.text()).isEmpty();
    }

    @Test
    void aCutHoldsTheNamesAsTheyAre() {
        String cut = folder.resolve("cut.tape").toString();
        assertThat(Cli.run("cut", tape, "--to", "2us", "-o", cut).exitCode()).isZero();

        assertThat(Tape.open(Path.of(cut)).verify()).isEmpty();
        assertThat(Cli.run("query", cut, "-f", "json", "--sql", "SELECT DISTINCT device FROM dma_op")
                        .text())
                .contains(jsonText(HostileTape.DEVICE));
        assertThat(HostileTape.controls(Cli.run("info", cut).text())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "md", "html", "junit"})
    void aNightHoldsNoMarkupOfTheirs(String format) throws Exception {
        String night = Cli.run("nightly", "--store", store, "--format", format).text();

        assertThat(night).isNotEmpty();
        switch (format) {
            case "json" ->
                assertThat(JsonMapper.builder().build().readTree(night).isObject())
                        .isTrue();
            case "junit" ->
                assertThat(DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(new ByteArrayInputStream(night.getBytes(StandardCharsets.UTF_8)))
                                .getElementsByTagName("img")
                                .getLength())
                        .isZero();
            default -> assertThat(night).doesNotContainPattern("(?<!\\\\)<(img src=x|script>document)");
        }
    }

    private static String jsonText(String text) {
        try {
            String quoted = JsonMapper.builder().build().writeValueAsString(text);
            return quoted.substring(1, quoted.length() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
