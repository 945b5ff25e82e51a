// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `--memory`: every command with a database has it, and keeps to it.
class AnswerLimitsTest {

    @TempDir
    private static Path folder;

    private static String tape;

    @BeforeAll
    static void importRecording() {
        tape = Tapes.of("bugs-612", folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check TAPE",
                "cost TAPE",
                "query TAPE devices",
                "sql TAPE",
                "report TAPE",
                "diff TAPE TAPE",
                "export TAPE --to csv -o TAPE.csv"
            })
    void tooLittleIsRefused(String command) {
        Cli.Result result = run(command + " --memory 63MiB");

        assertThat(result.messages()).contains("--memory 63MiB: at least 64MiB");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check TAPE --format json",
                "cost TAPE --format json",
                "query TAPE devices",
                "report TAPE --format md",
                "diff TAPE TAPE --format json"
            })
    void theLeastIsEnoughForASmallTape(String command) {
        Cli.Result little = run(command + " --memory 64MiB");
        Cli.Result usual = run(command);

        assertThat(little.text()).isEqualTo(usual.text()).isNotEmpty();
        assertThat(little.exitCode()).isEqualTo(usual.exitCode());
    }

    @Test
    void isWhatTheDatabaseIsTold() {
        Cli.Result result =
                Cli.run("query", tape, "--memory", "300MiB", "--sql", "SELECT current_setting('memory_limit')");

        assertThat(result.text()).contains("300.0 MiB");
    }

    @Test
    void anAnswerThatNeedsMoreEndsAndSaysWhatHelps() {
        Cli.Result result = Cli.run(
                "query", tape, "--memory", "64MiB", "--sql", "SELECT array_agg(i) FROM range(10000000) numbers(i)");

        assertThat(result.exitCode()).as(result.messages()).isEqualTo(3);
        assertThat(result.messages())
                .startsWith("dmatape: not enough memory or temporary disk space")
                .endsWith("a higher --memory helps\n")
                .hasLineCount(1);
    }

    private static Cli.Result run(String command) {
        return Cli.run(Stream.of(command.replace("TAPE", tape).split(" ")).toArray(String[]::new));
    }
}
