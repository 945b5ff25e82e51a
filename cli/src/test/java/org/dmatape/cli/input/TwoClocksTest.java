// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file whose buffers go by different clocks: read as of one, `check` reported 35 errors, each mistake twice.
class TwoClocksTest {

    @TempDir
    private static Path folder;

    private static String tape;

    @BeforeAll
    static void importRecording() {
        tape = folder.resolve("two-clocks.tape").toString();
        Cli.run("import", "../capture/src/test/resources/trace-dat/two-clocks.dat", "-o", tape);
    }

    @Test
    void noErrorComesFromBuffersThatNothingPutsInOrder() throws IOException {
        Cli.Result result = Cli.run("check", tape, "--format", "json");

        assertThat(result.exitCode()).isEqualTo(4);
        JsonNode report = new JsonMapper().readTree(result.text());
        assertThat(report.path("verdict").asText()).isEqualTo("inconclusive");
        List<JsonNode> findings = StreamSupport.stream(report.path("findings").spliterator(), false)
                .toList();
        assertThat(findings)
                .extracting(finding -> finding.path("check").asText())
                .containsExactly("lost-events", "lost-events", "clock-uncertain");
        assertThat(findings.getLast().path("message").asText())
                .contains("buffer queues of ", "is left out: its clock is not that of the other buffers (mono)");
    }

    @Test
    void replayFindsNoErrorEither() {
        assertThat(Cli.run("replay", tape).exitCode()).isEqualTo(4);
    }

    @Test
    void infoNamesBothClocksAndSaysWhatToDo() {
        assertThat(Cli.run("info", tape).text())
                .contains("buffer queues is left out", "at 382.159709", "(mono, at 380.701950")
                .contains(
                        "record all buffers with one clock (trace-cmd: the same -C before the first -B and behind each)");
    }
}
