// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.PrintWriter;
import java.util.List;
import org.dmatape.cli.check.FailOn;
import org.dmatape.cli.command.CheckCommand;
import org.dmatape.cli.command.CompletionCommand;
import org.dmatape.cli.command.CostCommand;
import org.dmatape.cli.command.CutCommand;
import org.dmatape.cli.command.DemoCommand;
import org.dmatape.cli.command.DiffCommand;
import org.dmatape.cli.command.ExportCommand;
import org.dmatape.cli.command.GenerateCommand;
import org.dmatape.cli.command.ImportCommand;
import org.dmatape.cli.command.InfoCommand;
import org.dmatape.cli.command.NightlyCommand;
import org.dmatape.cli.command.PruneCommand;
import org.dmatape.cli.command.QueriesCommand;
import org.dmatape.cli.command.QueryCommand;
import org.dmatape.cli.command.RecordCommand;
import org.dmatape.cli.command.ReplayCommand;
import org.dmatape.cli.command.ReportCommand;
import org.dmatape.cli.command.RootCommand;
import org.dmatape.cli.command.SqlCommand;
import org.dmatape.cli.command.StoreCommand;
import org.dmatape.cli.command.VersionCommand;
import org.dmatape.cli.cost.CostTable;
import org.dmatape.cli.diff.DiffFormat;
import org.dmatape.cli.filter.TapeTime;
import org.dmatape.cli.lab.KeepTime;
import org.dmatape.cli.nightly.NightFormat;
import org.dmatape.cli.output.OutputFormat;
import org.dmatape.cli.query.QueryChoice;
import org.dmatape.cli.replay.EventRange;
import org.dmatape.cli.report.ReportFormat;
import org.dmatape.cli.session.Choice;
import org.dmatape.cli.session.Session;
import org.dmatape.replay.run.Speed;
import org.dmatape.replay.run.StepKind;
import org.dmatape.samples.generate.IommuMode;
import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.TraceClock;
import org.dmatape.samples.generate.TraceCompression;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The whole command line, wired by hand so that every command says what it needs.
final class CommandLines {

    private static final int HELP_WIDTH = 100;

    private CommandLines() {}

    static CommandLine of(Session session, Failures failures) {
        CommandLine root = new CommandLine(new RootCommand());
        commands(session).forEach(root::addSubcommand);
        registerConverters(root);
        return root.setUsageHelpWidth(HELP_WIDTH)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(session.dataStyles().coloured() ? Ansi.ON : Ansi.OFF))
                .setOut(new PrintWriter(session.dataText(), true))
                .setErr(session.messages())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /// In the order in which help lists them: that of a user's way through the program.
    private static List<Object> commands(Session session) {
        return List.of(
                new DemoCommand(session),
                new RecordCommand(session),
                new ImportCommand(session),
                new InfoCommand(session),
                new CheckCommand(session),
                new CostCommand(session),
                new ReportCommand(session),
                new DiffCommand(session),
                new NightlyCommand(session),
                new StoreCommand(session),
                new PruneCommand(session),
                new QueryCommand(session),
                new QueriesCommand(session),
                new ReplayCommand(session),
                new SqlCommand(session),
                new ExportCommand(session),
                new CutCommand(session),
                new GenerateCommand(session),
                new CompletionCommand(session),
                new VersionCommand(session),
                new CommandLine.HelpCommand());
    }

    private static Speed speed(String text) {
        try {
            return Speed.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static void registerConverters(CommandLine root) {
        root.registerConverter(TapeTime.class, TapeTime::parse)
                .registerConverter(KeepTime.class, KeepTime::parse)
                .registerConverter(EventRange.class, EventRange::parse)
                .registerConverter(Speed.class, CommandLines::speed)
                .registerConverter(OutputFormat.class, Choice.of(OutputFormat.class))
                .registerConverter(InfoCommand.Format.class, Choice.of(InfoCommand.Format.class))
                .registerConverter(ExportCommand.Target.class, Choice.of(ExportCommand.Target.class))
                .registerConverter(FailOn.class, Choice.of(FailOn.class))
                .registerConverter(ReportFormat.class, Choice.of(ReportFormat.class))
                .registerConverter(DiffFormat.class, Choice.of(DiffFormat.class))
                .registerConverter(NightFormat.class, Choice.of(NightFormat.class))
                .registerConverter(CostTable.class, Choice.of(CostTable.class))
                .registerConverter(QueryChoice.class, Choice.of(QueryChoice.class))
                .registerConverter(StepKind.class, new Choice<>(StepKind.class, StepKind::label))
                .registerConverter(IommuMode.class, new Choice<>(IommuMode.class, IommuMode::label))
                .registerConverter(KernelFlavour.class, new Choice<>(KernelFlavour.class, KernelFlavour::label))
                .registerConverter(TraceClock.class, new Choice<>(TraceClock.class, TraceClock::label))
                .registerConverter(
                        TraceCompression.class, new Choice<>(TraceCompression.class, TraceCompression::label));
    }
}
