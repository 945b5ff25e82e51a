// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameHintsTest {

    @Test
    void aFileThatLooksLikeAnOptionNeedsItsFolder() throws IOException {
        Path file = Files.createTempFile(Path.of(""), "-dash", ".dat"); // only here its name begins with the dash
        try {
            Cli.Result result = Cli.run("info", file.toString());

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.messages()).contains("give it as ./" + file);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aMissingFileThatLooksLikeAnOptionIsNamed() {
        assertThat(Cli.run("info", "-nothing.dat").messages())
                .contains(
                        "'-nothing.dat' is no option of this command; a file of that name is given as ./-nothing.dat");
    }

    @Test
    void anOptionThatIsNoFileIsJustUnknown() {
        assertThat(Cli.run("info", "x.tape", "-nothing.dat").messages()).doesNotContain("./");
        assertThat(Cli.run("info", "--format=json").messages()).doesNotContain("./");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "night of the 3rd.dat, 'night of the 3rd.dat'",
                "it's.dat, 'it'\\''s.dat'",
                "-dash 1.dat, './-dash 1.dat'",
                "plain.dat, plain.dat"
            })
    void theCommandsForAFileCanBeTyped(String name, String typed) throws IOException {
        Path file = Files.createFile(Path.of(name));
        try {
            Cli.Result result = Cli.run(name);

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.messages())
                    .contains("dmatape check " + typed + " looks", "dmatape info " + typed + " says");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aNameThatIsNotUtf8CannotBeGiven() {
        Cli.Result result = Cli.run("info", "bad\ufffd.dat");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.messages()).contains("is not UTF-8", "rename it").doesNotContain("internal error");
    }

    @Test
    void aNameThatIsMissingAndFineIsJustMissing() {
        assertThat(Cli.run("info", "good.dat").messages()).hasLineCount(1);
    }
}
