// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import org.dmatape.cli.check.FailOn;
import org.dmatape.cli.command.CheckCommand;
import org.dmatape.cli.command.CompletionCommand;
import org.dmatape.cli.command.ImportCommand;
import org.dmatape.cli.command.InfoCommand;
import org.dmatape.cli.command.QueriesCommand;
import org.dmatape.cli.command.QueryCommand;
import org.dmatape.cli.command.RootCommand;
import org.dmatape.cli.command.VersionCommand;
import org.dmatape.cli.filter.TimeSpan;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.query.QueryChoice;
import org.dmatape.cli.session.Choice;
import org.dmatape.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The program.
public final class Main {

    private static final int HELP_WIDTH = 100;

    private Main() {}

    /// The entry point of the process; its exit code is the number of an {@link ExitCode}.
    public static void main(String[] args) {
        if (StartTraining.isRequested()) {
            StartTraining.run();
            return;
        }
        System.exit(run(args, Session.ofProcess()));
    }

    /// Runs one command line to its end.
    ///
    /// @return the number of an {@link ExitCode}
    public static int run(String[] args, Session session) {
        Failures failures = new Failures(session, Arrays.asList(args));
        try {
            return commandLine(session, failures).execute(args);
        } catch (Throwable failure) {
            // picocli hands over exceptions; what comes here is an Error, or a defect in the handling itself
            return failures.handle(failure).number();
        } finally {
            session.messages().flush();
        }
    }

    /// The whole command line, wired by hand so that every command says what it needs.
    private static CommandLine commandLine(Session session, Failures failures) {
        return new CommandLine(new RootCommand())
                .addSubcommand(new ImportCommand(session))
                .addSubcommand(new InfoCommand(session))
                .addSubcommand(new CheckCommand(session))
                .addSubcommand(new QueryCommand(session))
                .addSubcommand(new QueriesCommand(session))
                .addSubcommand(new CompletionCommand(session))
                .addSubcommand(new VersionCommand(session))
                .addSubcommand(new CommandLine.HelpCommand())
                .registerConverter(OutputFormat.class, new Choice<>(OutputFormat.class))
                .registerConverter(FailOn.class, new Choice<>(FailOn.class))
                .registerConverter(QueryChoice.class, new Choice<>(QueryChoice.class))
                .registerConverter(TimeSpan.class, TimeSpan::parse)
                .registerConverter(InfoCommand.Format.class, new Choice<>(InfoCommand.Format.class))
                .setUsageHelpWidth(HELP_WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(session)))
                .setOut(new PrintWriter(session.dataText(), true))
                .setErr(session.messages())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static Ansi ansi(Session session) {
        return session.dataStyles().coloured() ? Ansi.ON : Ansi.OFF;
    }
}
