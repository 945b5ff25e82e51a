// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.dmatape.cli.session.Session;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// A command that is named by the first argument is wired alone.
final class CommandLinesTest {

    private static final Session SESSION =
            Session.of(OutputStream.nullOutputStream(), new PrintWriter(Writer.nullWriter()), Map.of());

    @Test
    void everyCommandIsKnownByTheNameItHas() {
        assertThat(CommandLines.commands(SESSION))
                .allSatisfy((name, command) -> assertThat(new CommandLine(command.get()).getCommandName())
                        .isEqualTo(name));
    }

    @Test
    void theCommandThatIsNamedIsTheOnlyOne() {
        assertThat(wired("check", "x.tape")).containsExactly("check");
    }

    @Test
    void allAreThereForWhatLooksAtThem() {
        List<String> all = List.copyOf(CommandLines.commands(SESSION).keySet());
        assertThat(wired()).isEqualTo(all);
        assertThat(wired("--help")).isEqualTo(all);
        assertThat(wired("help", "check")).isEqualTo(all);
        assertThat(wired("completion")).isEqualTo(all);
        assertThat(wired("chekc")).isEqualTo(all);
    }

    private static List<String> wired(String... args) {
        CommandLine root = CommandLines.of(SESSION, new Failures(SESSION, List.of(args)), args);
        return List.copyOf(root.getSubcommands().keySet());
    }
}
