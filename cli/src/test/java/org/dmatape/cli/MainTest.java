// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void printsItsVersionOnStandardOutput() {
        Cli.Result result = Cli.run("--version");

        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).startsWith("dmatape ").contains("java 25").hasLineCount(1);
        assertThat(result.messages()).isEmpty();
    }

    @Test
    void theVersionCommandSaysTheSameAsTheOption() {
        assertThat(Cli.run("version").text()).isEqualTo(Cli.run("--version").text());
    }

    @Test
    void helpIsDataAndNamesTheExitCodes() {
        Cli.Result result = Cli.run("--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).startsWith("Usage: dmatape").contains("3 unreadable input");
        assertThat(result.messages()).isEmpty();
    }

    @Test
    void aMissingCommandIsAUsageError() {
        Cli.Result result = Cli.run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.text()).isEmpty();
        assertThat(result.messages()).isEqualTo("""
                dmatape: a command is missing
                'dmatape --help' lists what is possible
                """);
    }

    @Test
    void aFileWithoutACommandIsToldWhatGoesBeforeIt() {
        Cli.Result result = Cli.run("pom.xml");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages())
                .isEqualTo("dmatape: 'pom.xml' is a file, and a command goes before it: dmatape check pom.xml looks for"
                        + " mistakes, dmatape info pom.xml says what is in it\n");
    }

    @Test
    void aMistypedCommandIsAUsageErrorWithASuggestion() {
        Cli.Result result = Cli.run("versoin");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).startsWith("""
                dmatape: 'versoin' is not known here
                Did you mean: dmatape version""").endsWith("'dmatape --help' lists what is possible\n");
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        Cli.Result result = Cli.run("version", "--colour");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains("'--colour' is not known here", "'dmatape version --help'");
    }

    @Test
    void theCompletionIsABashScriptThatKnowsTheCommands() {
        Cli.Result result = Cli.run("completion");

        assertThat(result.exitCode()).isZero();
        assertThat(result.text()).startsWith("#!/usr/bin/env bash").contains("version", "completion");
    }
}
