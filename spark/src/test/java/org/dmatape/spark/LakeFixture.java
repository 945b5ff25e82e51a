// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.samples.ShippedRecordings;
import org.dmatape.samples.generate.BugKind;
import org.dmatape.samples.generate.DeviceCounts;
import org.dmatape.samples.generate.GeneratedTruth;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.IommuMode;
import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.ProgressListener;
import org.dmatape.samples.generate.TraceClock;
import org.dmatape.samples.generate.TraceGenerator;

/// A lake of small captures, and the tapes it was written from.
///
/// The files are those of a lab store: same folders, same columns, same types.
record LakeFixture(Path lake, List<Capture> captures) {

    private static final LocalDate FIRST_NIGHT = LocalDate.of(2026, 11, 1);
    private static final int HOSTS = 3;

    /// One capture: what tells it apart, and its tape.
    record Capture(String name, LocalDate date, String host, String scenario, Path tape) {

        String origin() {
            return name + " " + date + " " + host + " " + scenario;
        }
    }

    /// Writes the captures of seeds 1 to `generated`, and those of the recordings that are shipped.
    static LakeFixture write(Path folder, int generated, long events, boolean shipped) throws IOException {
        List<Capture> captures = new ArrayList<>();
        for (int seed = 1; seed <= generated; seed++) {
            Path recording = Files.createDirectories(folder.resolve("recording-" + seed));
            GeneratorOptions options = options(seed, events);
            GeneratedTruth truth =
                    TraceGenerator.generate(options, recording.resolve("trace.dat"), ProgressListener.NONE);
            Files.writeString(
                    recording.resolve("virtio-devices.txt"),
                    truth.devices().stream()
                            .map(GeneratedTruth.Device::virtioDevicesLine)
                            .filter(line -> !line.isEmpty())
                            .collect(Collectors.joining("\n", "", "\n")));
            captures.add(capture(folder, recording, seed, options.machine().iommuMode().label()));
        }
        if (shipped) {
            ShippedRecordings recordings = ShippedRecordings.locate();
            int number = generated;
            for (String name : recordings.names()) {
                number++;
                captures.add(capture(folder, recordings.folder(name), number, name));
            }
        }
        Path lake = folder.resolve("lake");
        for (Capture capture : captures) {
            writeTables(capture, lake);
        }
        return new LakeFixture(lake, List.copyOf(captures));
    }

    private static Capture capture(Path folder, Path recording, int number, String scenario) {
        Path tape = folder.resolve("capture-" + number + ".tape");
        TapeImporter.run(ImportRequest.of(recording, tape), ImportProgress.NONE);
        return new Capture(
                "capture-" + number, FIRST_NIGHT.plusDays(number / HOSTS), "host" + number % HOSTS, scenario, tape);
    }

    /// Any kernel, any IOMMU, one to four CPUs, equal time stamps in one of four captures, losses in one of three.
    private static GeneratorOptions options(long seed, long events) {
        Random random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
        IommuMode mode = IommuMode.values()[random.nextInt(IommuMode.values().length)];
        GeneratorOptions options = GeneratorOptions.of(events, seed)
                .withCpus(1 + random.nextInt(4))
                .withDevices(new DeviceCounts(
                        1, random.nextInt(2), mode.usesDmaApi() ? random.nextInt(2) : 0, 1 + random.nextInt(2)))
                .withIommuMode(mode)
                .withKernel(KernelFlavour.values()[random.nextInt(KernelFlavour.values().length)]);
        if (random.nextInt(4) == 0) {
            options = options.withShape(options.shape().withClock(TraceClock.MONO, 1_000));
        }
        if (random.nextInt(3) == 0) {
            options = options.withShape(options.shape().withLossSpans(1 + random.nextInt(4)));
        }
        Map<BugKind, Integer> bugs = new EnumMap<>(BugKind.class);
        for (BugKind bug : BugKind.values()) {
            if (options.allows(bug) && random.nextInt(3) == 0) {
                bugs.put(bug, 1 + random.nextInt(2));
            }
        }
        return options.withBugs(bugs);
    }

    private static void writeTables(Capture capture, Path lake) throws IOException {
        try (TapeDatabase database = TapeDatabase.open(
                Tape.open(capture.tape()), DatabaseOptions.defaults().withAccess(DatabaseOptions.Access.EVERYTHING))) {
            for (TapeTable table : TapeTable.values()) {
                if (database.rowCount(table) > 0) {
                    writeTable(database, table, capture, lake);
                }
            }
        }
    }

    private static void writeTable(TapeDatabase database, TapeTable table, Capture capture, Path lake)
            throws IOException {
        Path file = lake.resolve(table.tableName())
                .resolve("date=" + capture.date())
                .resolve("host=" + capture.host())
                .resolve("scenario=" + capture.scenario())
                .resolve(capture.name() + ".parquet");
        Files.createDirectories(file.getParent());
        String columns = table.columns().stream().map(LakeFixture::signed).collect(Collectors.joining(", "));
        database.execute("COPY (SELECT '" + capture.name() + "' AS capture, " + columns + " FROM " + table.tableName()
                        + ") TO '" + file + "' (FORMAT parquet, COMPRESSION zstd)")
                .ifPresent(ResultCursor::close);
    }

    private static String signed(TapeColumn column) {
        String name = '"' + column.columnName() + '"';
        String value = switch (column.spec().type()) {
            case UINT64 ->
                "CASE WHEN " + name + " < 9223372036854775808 THEN " + name + "::BIGINT ELSE (" + name
                        + "::HUGEINT - 18446744073709551616)::BIGINT END";
            case UINT32 -> name + "::BIGINT";
            case UINT16 -> name + "::INTEGER";
            case TEXT -> name + "::VARCHAR";
            case INT64, INT32, BOOL -> name;
        };
        return value + " AS " + name;
    }
}
