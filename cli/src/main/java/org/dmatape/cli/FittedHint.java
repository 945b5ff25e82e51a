// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import org.dmatape.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// One line, when a command is done, about tables that do not look as they do in a file.
final class FittedHint {

    private static final String QUIET = "--quiet";

    private FittedHint() {}

    static void tell(CommandLine done, Session session) {
        session.screen()
                .takeFitted()
                .filter(_ -> !isQuiet(done))
                .ifPresent(columns -> session.messages()
                        .println("dmatape: made to fit " + columns
                                + " columns; with -f table | less -S nothing is shortened or moved"));
    }

    private static boolean isQuiet(CommandLine done) {
        ParseResult command = done.getParseResult();
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        return command.hasMatchedOption(QUIET);
    }
}
