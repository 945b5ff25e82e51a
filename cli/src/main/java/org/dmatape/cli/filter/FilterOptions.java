// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.filter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmatape.analyze.database.Scope;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.read.Tape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that restrict an answer to a part of the tape.
public final class FilterOptions {

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "Only this device: a DMA device (0000:00:03.0) or a virtio device (virtio0).")
    private @Nullable String device;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Only from this time on: a ts_ns of the tape, or with a unit (20ms, 1.5s) counted from its first"
                            + " event.")
    private @Nullable TapeTime from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only up to this time.")
    private @Nullable TapeTime to;

    @Option(names = "--cpu", paramLabel = "N", description = "Only what this CPU recorded.")
    private @Nullable Integer cpu;

    @Option(
            names = "--command",
            description =
                    "Only what the command that was recorded did: its process and all that came from it, outside of"
                            + " interrupts.")
    private boolean command;

    @Option(
            names = "--pid",
            split = ",",
            paramLabel = "PID",
            description = "Only what these threads did, outside of interrupts.")
    private List<Integer> pids = new ArrayList<>();

    /// The same for a command whose own options have some of these names.
    public static FilterOptions of(
            @Nullable String device, @Nullable TapeTime from, @Nullable TapeTime to, @Nullable Integer cpu) {
        FilterOptions options = new FilterOptions();
        options.device = device;
        options.from = from;
        options.to = to;
        options.cpu = cpu;
        return options;
    }

    /// Whether nothing is left out.
    public boolean isEmpty() {
        return device == null && from == null && to == null && cpu == null && !command && pids.isEmpty();
    }

    /// What the user asked for, held against a tape before anything is computed: a value that can match nothing is a
    /// mistake of the user's, not an empty answer.
    ///
    /// @throws UsageException naming the first such value, and what there is
    public Scope scope(Tape tape) throws IOException {
        TapeExtent extent = new TapeExtent(tape);
        if (device != null) {
            extent.requireDevice(device);
        }
        if (cpu != null && !extent.cpus().contains(cpu)) {
            throw new UsageException(
                    "--cpu " + cpu + ": this tape has nothing of that CPU; there are " + listed(extent.cpus()));
        }
        Set<Integer> strangers = pids.isEmpty() ? Set.of() : extent.strangers(pids);
        if (!strangers.isEmpty()) {
            throw new UsageException("--pid " + listed(strangers)
                    + ": this tape has nothing of that thread; 'dmatape query TAPE tasks' lists those it has");
        }
        OptionalLong fromNs = extent.sinceStartNs(from);
        OptionalLong toNs = extent.sinceStartNs(to);
        extent.requirePart(fromNs, toNs);
        return new Scope(
                Optional.ofNullable(device),
                fromNs,
                toNs,
                cpu == null ? OptionalInt.empty() : OptionalInt.of(cpu),
                threads(tape));
    }

    private static String listed(Collection<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /// What was asked for, as options are written; empty when nothing is left out.
    public String words() {
        List<String> words = new ArrayList<>();
        if (device != null) {
            words.add("--device " + device);
        }
        if (from != null) {
            words.add("--from " + from);
        }
        if (to != null) {
            words.add("--to " + to);
        }
        if (cpu != null) {
            words.add("--cpu " + cpu);
        }
        if (command) {
            words.add("--command");
        }
        if (!pids.isEmpty()) {
            words.add("--pid " + listed(pids).replace(" ", ""));
        }
        return String.join(" ", words);
    }

    /// What the user asked for of each of several captures.
    ///
    /// @throws UsageException when it means something within a single tape only
    public Scope scopeOfEach() {
        if (command) {
            throw new UsageException(
                    "--command: a store does not keep what was recorded around a command; --pid chooses");
        }
        return new Scope(
                Optional.ofNullable(device),
                ofEach("--from", from),
                ofEach("--to", to),
                cpu == null ? OptionalInt.empty() : OptionalInt.of(cpu),
                pids);
    }

    private static OptionalLong ofEach(String option, @Nullable TapeTime time) {
        if (time == null) {
            return OptionalLong.empty();
        }
        if (!time.sinceStart()) {
            throw new UsageException(option
                    + ": with --store times have a unit, as in 20ms, and count from each capture's" + " first event");
        }
        return OptionalLong.of(time.ns());
    }

    private List<Integer> threads(Tape tape) {
        if (!command) {
            return pids;
        }
        List<Integer> ofCommand = tape.manifest().commandPids();
        if (ofCommand.isEmpty()) {
            throw new UsageException(
                    "--command: this tape was not recorded around a command (dmatape record ... -- COMMAND)");
        }
        return Stream.concat(ofCommand.stream(), pids.stream()).toList();
    }
}
