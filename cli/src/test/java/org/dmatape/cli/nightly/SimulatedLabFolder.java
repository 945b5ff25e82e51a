// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.DeviceCounts;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.IommuMode;
import org.dmatape.samples.generate.Latency;
import org.dmatape.samples.generate.TraceGenerator;

/// The recordings of a lab, night by night, three runs of each scenario: some made by the generator on one machine,
/// and those that samples/lab/nights.sh recorded in the guest lab, dealt to the nights in the order in which they
/// were made, each run of a night from another boot.
///
/// @param folder where the recordings go
/// @param generated scenarios of the generator
/// @param guest folder of the guest lab's recordings; empty for a lab without it
/// @param nights how many nights the lab has
/// @param events events of a generated recording
/// @param seed of the first generated recording
/// @param planted what is wrong, and when
record SimulatedLabFolder(
        Path folder,
        List<IommuMode> generated,
        Optional<GuestRecordings> guest,
        int nights,
        int events,
        long seed,
        Planted planted) {

    static final int RUNS = 3;
    static final String GUEST = "guest";
    /// The scenario whose mappings get slower.
    static final IommuMode SLOWER = IommuMode.STRICT;

    private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);
    private static final long MACHINE = 5;
    private static final int LOSSY_RUN = 2;

    /// What is planted, by the number of the night, from 1 on.
    ///
    /// @param slowerFrom first night on which the slowest twentieth of mappings takes longer
    /// @param slowerPercent by how much
    /// @param bug night on which two buffers are mapped twice
    /// @param loss night on which one run lost events
    record Planted(int slowerFrom, int slowerPercent, int bug, int loss) {

        /// A lab in which nothing happens.
        static Planted nothing() {
            return new Planted(Integer.MAX_VALUE, 0, 0, 0);
        }
    }

    static LocalDate night(int number) {
        return FIRST.plusDays(number - 1L);
    }

    /// The scenario in which something is planted on a night: the guest lab's, once it is there.
    String troubled(int night) {
        return guestNight(night) > 0 ? GUEST : scenario(SLOWER);
    }

    /// Which night of the guest lab's it is; 0 or less before its first.
    private int guestNight(int night) {
        return night - nights + guest.map(GuestRecordings::nights).orElse(0);
    }

    static String scenario(IommuMode mode) {
        return mode.label();
    }

    /// Records one night.
    void record(int night) {
        try {
            for (IommuMode mode : generated) {
                for (int run = 1; run <= RUNS; run++) {
                    Path file = capture(night, scenario(mode), run);
                    TraceGenerator.generate(options(mode, night, run), file, (_, _) -> {});
                }
            }
            for (int run = 1; guest.isPresent() && guestNight(night) > 0 && run <= RUNS; run++) {
                copy(guestRecording(guest.get(), night, run), capture(night, GUEST, run));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path guestRecording(GuestRecordings recordings, int night, int run) {
        if (night == planted.bug()) {
            return recordings.faulty(guestNight(night), run);
        }
        boolean loses = night == planted.loss() && run == LOSSY_RUN;
        return loses ? recordings.lossy() : recordings.healthy(guestNight(night), run);
    }

    private Path capture(int night, String scenario, int run) throws IOException {
        Path parent = folder.resolve(night(night) + "/" + scenario);
        return Files.createDirectories(parent).resolve("run-" + run + (scenario.equals(GUEST) ? "" : ".dat"));
    }

    private GeneratorOptions options(IommuMode mode, int night, int run) {
        boolean slower = mode == SLOWER && night >= planted.slowerFrom();
        GeneratorOptions options = GeneratorOptions.of(events, seed + 1_000L * night + 10L * run + mode.ordinal())
                .withCpus(1)
                .withDevices(new DeviceCounts(1, 0, 0, 1))
                .withIommuMode(mode)
                .withOddities(false)
                .withLatency(new Latency(Optional.of(MACHINE), slower ? planted.slowerPercent() : 0));
        boolean troubled = scenario(mode).equals(troubled(night));
        if (troubled && night == planted.bug()) {
            Map<BugKind, Integer> twice = new EnumMap<>(BugKind.class);
            twice.put(BugKind.DOUBLE_MAP, 2);
            options = options.withBugs(twice);
        }
        return troubled && night == planted.loss() && run == LOSSY_RUN
                ? options.withShape(options.shape().withLossSpans(1))
                : options;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
