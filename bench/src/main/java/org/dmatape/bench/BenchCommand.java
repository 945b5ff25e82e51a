// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dmatape.bench.bar.Verdict;
import org.dmatape.bench.input.Recordings;
import org.dmatape.bench.input.WorkFolder;
import org.dmatape.bench.measure.Command;
import org.dmatape.bench.measure.ProcessFigures;
import org.dmatape.bench.measure.ProcessRunner;
import org.dmatape.bench.report.JsonReport;
import org.dmatape.bench.report.Machine;
import org.dmatape.bench.report.RunFacts;
import org.dmatape.bench.report.TextReport;
import org.dmatape.bench.section.Bench;
import org.dmatape.bench.section.CheckSection;
import org.dmatape.bench.section.ImportSection;
import org.dmatape.bench.section.MemorySection;
import org.dmatape.bench.section.Outcome;
import org.dmatape.bench.section.Plan;
import org.dmatape.bench.section.ReplaySection;
import org.dmatape.bench.section.Section;
import org.dmatape.bench.section.StartSection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Measures dmatape and its peers in one run on one machine.
@picocli.CommandLine.Command(
        name = "bench/run",
        description = {"Puts dmatape beside its peers, in one run on this machine, and holds it against its bars.", ""},
        footer = {"", "Exit codes: 0 every bar met, 1 a bar missed, 4 a bar not measured, 2 usage, 3 nothing measured."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    private static final int EVERY_BAR_MET = 0;
    private static final int BAR_MISSED = 1;
    private static final int BAR_NOT_MEASURED = 4;
    private static final double NS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final PrintStream messages;
    private final List<Section> sections = List.of(
            new ImportSection(), new MemorySection(), new CheckSection(), new ReplaySection(), new StartSection());

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "SECTION",
            description = "What to measure: import, memory, check, replay, start (default: all).")
    private List<String> chosen = List.of();

    @Option(
            names = "--events",
            defaultValue = "10000000",
            description = "Import and its peers (default ${DEFAULT-VALUE}).")
    private long importEvents;

    @Option(names = "--ctf-events", defaultValue = "2000000", description = "babeltrace2 (default ${DEFAULT-VALUE}).")
    private long ctfEvents;

    @Option(
            names = "--memory-events",
            split = ",",
            defaultValue = "1000000,5000000,20000000,50000000",
            description = "Memory of imports (default ${DEFAULT-VALUE}).")
    private List<Long> memoryEvents = List.of();

    @Option(
            names = "--replay-events",
            defaultValue = "10000000",
            description = "Replay and policies (default ${DEFAULT-VALUE}).")
    private long replayEvents;

    @Option(names = "--check-events", defaultValue = "10000000", description = "All checks (default ${DEFAULT-VALUE}).")
    private long checkEvents;

    @Option(
            names = "--large-check-events",
            defaultValue = "100000000",
            description = "All checks, once; 0: leave it out (default ${DEFAULT-VALUE}).")
    private long largeCheckEvents;

    @Option(names = "--runs", defaultValue = "3", description = "Runs of each program (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the recordings (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description = "Keep recordings and tapes there, and use those that are there already.")
    private Optional<Path> keep = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the outcome as JSON, too.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--checkout", hidden = true, required = true)
    private Path checkout = Path.of("");

    @Option(names = "--revision", hidden = true, defaultValue = "unknown")
    private String revision = "";

    BenchCommand(PrintStream out, PrintStream messages) {
        this.out = out;
        this.messages = messages;
    }

    @Override
    public Integer call() throws IOException {
        requireValid();
        double loadBefore = Machine.load();
        Outcome outcome = new Outcome();
        try (WorkFolder work = keep.map(WorkFolder::kept).orElseGet(WorkFolder::temporary)) {
            Bench bench = bench(work);
            for (Section section : sections) {
                if (chosen.isEmpty() || chosen.contains(section.name())) {
                    messages.println("== " + section.name());
                    outcome.add(section, bench);
                }
            }
        }
        RunFacts facts = new RunFacts(
                "bench/run " + String.join(" ", visibleArguments()),
                revision,
                Machine.current(),
                loadBefore,
                Machine.load(),
                outcome.results(),
                outcome.measurements());
        out.print(TextReport.of(facts));
        out.flush();
        if (json.isPresent()) {
            JsonReport.write(facts, json.get());
        }
        return switch (Verdict.worst(facts.results())) {
            case PASS -> EVERY_BAR_MET;
            case MISS -> BAR_MISSED;
            case NOT_MEASURED -> BAR_NOT_MEASURED;
        };
    }

    private void requireValid() {
        List<String> names = sections.stream().map(Section::name).toList();
        for (String name : chosen) {
            if (!names.contains(name)) {
                throw new ParameterException(spec.commandLine(), name + ": no such section, there are " + names);
            }
        }
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs " + runs + ": at least 1 is needed");
        }
    }

    private Bench bench(WorkFolder work) {
        Plan plan = new Plan(
                importEvents, ctfEvents, memoryEvents, checkEvents, largeCheckEvents, replayEvents, runs, 2 * runs);
        return new Bench(
                checkout.resolve("dmatape"),
                checkout.resolve("cli/target/dmatape"),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                plan,
                work,
                new Recordings(work.path(), seed),
                new ProcessRunner(work.path()),
                this::ran);
    }

    private void ran(Command command, int run, ProcessFigures figures) {
        messages.printf(
                Locale.ROOT,
                "%-24s run %d: %.2f s, %.2f s of processor time, %.0f MB%n",
                command.subject(),
                run,
                figures.wallNs() / NS_PER_SECOND,
                figures.cpuNs() / NS_PER_SECOND,
                figures.peakRssBytes() / 1e6);
    }

    /// The arguments without those that only the launcher gives.
    private List<String> visibleArguments() {
        return spec.commandLine().getParseResult().originalArgs().stream()
                .filter(argument -> !argument.startsWith("--checkout=") && !argument.startsWith("--revision="))
                .toList();
    }
}
