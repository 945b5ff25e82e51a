// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.dmatape.replay.hardware.PciAddress;
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
    private static final String COMPLETION = "completion";
    private static final String HELP = "help";
    private static final Set<String> LOOKS_AT_OTHERS = Set.of(COMPLETION, HELP);

    private CommandLines() {}

    /// The command line for these arguments. Describing a command to the parser takes a hundredth of a second, so
    /// where the first argument names one, it is the only one: only help and completion look at the others.
    static CommandLine of(Session session, Failures failures, String... args) {
        CommandLine root = new CommandLine(new RootCommand());
        SequencedMap<String, Supplier<Object>> commands = commands(session);
        String first = args.length == 0 ? "" : args[0];
        boolean isEnough = commands.containsKey(first) && !LOOKS_AT_OTHERS.contains(first);
        if (isEnough) {
            commands.keySet().retainAll(Set.of(first));
        }
        commands.values().forEach(command -> root.addSubcommand(command.get()));
        registerConverters(root);
        return root.setUsageHelpWidth(HELP_WIDTH)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(session.dataStyles().coloured() ? Ansi.ON : Ansi.OFF))
                .setOut(new PrintWriter(session.dataText(), true))
                .setErr(session.messages())
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /// By name, in the order in which help lists them: that of a user's way through the program.
    static SequencedMap<String, Supplier<Object>> commands(Session session) {
        SequencedMap<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", () -> new DemoCommand(session));
        commands.put("record", () -> new RecordCommand(session));
        commands.put("import", () -> new ImportCommand(session));
        commands.put("info", () -> new InfoCommand(session));
        commands.put("check", () -> new CheckCommand(session));
        commands.put("cost", () -> new CostCommand(session));
        commands.put("report", () -> new ReportCommand(session));
        commands.put("diff", () -> new DiffCommand(session));
        commands.put("nightly", () -> new NightlyCommand(session));
        commands.put("store", () -> new StoreCommand(session));
        commands.put("prune", () -> new PruneCommand(session));
        commands.put("query", () -> new QueryCommand(session));
        commands.put("queries", () -> new QueriesCommand(session));
        commands.put("replay", () -> new ReplayCommand(session));
        commands.put("sql", () -> new SqlCommand(session));
        commands.put("export", () -> new ExportCommand(session));
        commands.put("cut", () -> new CutCommand(session));
        commands.put("generate", () -> new GenerateCommand(session));
        commands.put(COMPLETION, () -> new CompletionCommand(session));
        commands.put("version", () -> new VersionCommand(session));
        commands.put(HELP, CommandLine.HelpCommand::new);
        return commands;
    }

    private static <T> CommandLine.ITypeConverter<T> converter(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        };
    }

    private static void registerConverters(CommandLine root) {
        root.registerConverter(TapeTime.class, TapeTime::parse)
                .registerConverter(KeepTime.class, KeepTime::parse)
                .registerConverter(EventRange.class, EventRange::parse)
                .registerConverter(Speed.class, converter(Speed::parse))
                .registerConverter(PciAddress.class, converter(PciAddress::parse))
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
