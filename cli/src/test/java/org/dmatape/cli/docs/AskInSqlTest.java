// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Tapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The statements that people are shown are answered.
class AskInSqlTest {

    private static final Path PAGE = Path.of("../docs/how-to/ask-in-sql.md");

    @TempDir
    private Path folder;

    @Test
    void everyStatementHasAnAnswer() throws IOException {
        List<String> statements = Arrays.stream(Files.readString(PAGE).split("\n\n"))
                .filter(block -> block.startsWith("    SELECT"))
                .toList();
        assertThat(statements).hasSizeGreaterThan(5);

        assertAnswered(
                "blk-strict-612",
                statements.stream().filter(sql -> !isAboutStacks(sql)).toList());
        assertAnswered(
                "bugs-stacks-612",
                statements.stream().filter(AskInSqlTest::isAboutStacks).toList());
    }

    private static boolean isAboutStacks(String sql) {
        return sql.contains("JOIN stack");
    }

    private void assertAnswered(String recording, List<String> statements) {
        String tape = Tapes.of(recording, folder);
        Cli.Result answers = Cli.run("query", tape, "--format", "csv", "--sql", String.join("\n", statements));

        assertThat(answers.exitCode()).as(answers.messages()).isZero();
        assertThat(answers.text().split("\r\n\r\n"))
                .hasSameSizeAs(statements)
                .allSatisfy(answer -> assertThat(answer.lines()).as(answer).hasSizeGreaterThan(1));
    }
}
