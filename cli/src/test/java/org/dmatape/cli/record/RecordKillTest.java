// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.dmatape.cli.ChildJava;
import org.dmatape.cli.Cli;
import org.dmatape.cli.Main;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A recorder is killed at random instants under load, some of them before it begins to record: the tape opens and
/// lacks nothing older than the flush interval, and the next cleanup leaves nothing in the kernel. One that was killed
/// before its first commit is empty and says that it is unfinished. `-Ddmatape.kill.rounds=100` makes it the long test.
class RecordKillTest {

    private static final int ROUNDS = Integer.getInteger("dmatape.kill.rounds", 3);
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);
    /// Between two looks at the ring buffers, and as long as the kernel may let another process finish its turn.
    private static final Duration TICK = Duration.ofMillis(100);

    /// Until a recorder has begun, on a machine that is busy with other things.
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /// One of so many rounds may kill before the first event.
    private static final int EARLY_EVERY = 3;

    private static final Path TRACING = Path.of("/sys/kernel/tracing");

    private final List<Long> killed = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void onlyWhereRecordingIsPossible() {
        RecordedLoad.assumeRecordable();
    }

    @Test
    void nothingOlderThanTheFlushIntervalIsMissing() throws IOException, InterruptedException {
        Random random = new Random(7);
        List<Missing> missing = new ArrayList<>();
        try (RecordedLoad _ = RecordedLoad.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                Path tape = folder.resolve("round-" + round + ".tape");
                boolean early = round % EARLY_EVERY == EARLY_EVERY - 1;
                missing.add(killedAfter(random.nextInt(2500), early, tape));
                System.out.println("kill -9 " + (round + 1) + " of " + ROUNDS + ": missing/allowed at this load in ms "
                        + missing.getLast() + ", flush interval " + FLUSH_INTERVAL.toMillis() + " ms");
            }
        }
        assertThat(missing).allMatch(Missing::isAllowed);
        assertThat(remains()).isEmpty();
    }

    /// What a tape lacks.
    ///
    /// @param time since its last row, or, if it has none, since the kernel began to record
    /// @param load processes that wanted a processor, of those there are: 1 when all are busy and none waits
    private record Missing(Duration time, boolean isEmpty, double load) {

        /// The flush interval and a tick; on a machine with more to do than it has processors, the recorder's turn
        /// comes that much later.
        Duration allowed() {
            long quietMs = FLUSH_INTERVAL.plus(TICK).toMillis();
            return Duration.ofMillis((long) (quietMs * Math.max(1, load)));
        }

        boolean isAllowed() {
            return time.compareTo(allowed()) <= 0;
        }

        @Override
        public String toString() {
            return time.toMillis() + "/" + allowed().toMillis() + (isEmpty ? " (empty)" : "");
        }
    }

    /// @param early whether time counts from when there is a tape, not from when the kernel records for it
    private Missing killedAfter(int recordingMs, boolean early, Path tape) throws IOException, InterruptedException {
        Process recorder = recorder(tape);
        killed.add(recorder.pid());
        long giveUpNs = System.nanoTime() + PATIENCE.toNanos();
        while (!(Files.exists(tape) && (early || isRecording(recorder.pid())))
                && recorder.isAlive()
                && System.nanoTime() < giveUpNs) {
            Thread.sleep(10);
        }
        long beganNs = beganWithin(recordingMs, recorder.pid());
        assertThat(recorder.isAlive())
                .as("the recorder still records: %s", Files.readString(Path.of(tape + ".log")))
                .isTrue();
        double load = load();
        long killedNs = System.nanoTime();
        recorder.destroyForcibly().waitFor();

        Tape opened = Tape.open(tape);
        assertThat(opened.manifest().state()).isEqualTo(TapeState.RECORDING);
        assertThat(opened.verify()).isEmpty();
        assertThat(opened.manifest().notes()).anyMatch(note -> note.startsWith("The recording is not finished"));
        boolean isEmpty = opened.rowCount(TapeTable.VQ_OP) == 0;
        if (!isEmpty) {
            assertThat(opened.rowCount(TapeTable.SOURCE)).isEqualTo(1);
            assertThat(opened.rowCount(TapeTable.CLOCK)).isEqualTo(1);
        }
        assertThat(Cli.run("check", tape.toString()).exitCode()).isIn(0, 1, 4);
        Path whole = tape.resolveSibling("whole-" + tape.getFileName());
        assertThat(Cli.run("import", "--salvage", tape.toString(), "-o", whole.toString())
                        .exitCode())
                .isZero();
        assertThat(Tape.open(whole).rowCount(TapeTable.VQ_OP)).isEqualTo(opened.rowCount(TapeTable.VQ_OP));

        assertThat(Cli.run("record", "--cleanup").exitCode()).isZero();
        return new Missing(Duration.ofNanos(killedNs - (isEmpty ? beganNs : lastNs(opened))), isEmpty, load);
    }

    /// Waits that long for the recorder to be killed.
    ///
    /// @return when it was first seen that the kernel records for it; the end of the wait if it did not
    private static long beganWithin(int waitMs, long recorder) throws IOException, InterruptedException {
        long endNs = System.nanoTime() + Duration.ofMillis(waitMs).toNanos();
        long beganNs = Long.MAX_VALUE;
        while (System.nanoTime() < endNs) {
            if (beganNs == Long.MAX_VALUE && isRecording(recorder)) {
                beganNs = System.nanoTime();
            }
            Thread.sleep(5);
        }
        return Math.min(beganNs, System.nanoTime());
    }

    private static boolean isRecording(long recorder) throws IOException {
        try (DirectoryStream<Path> instances =
                Files.newDirectoryStream(TRACING.resolve("instances"), "dmatape-" + recorder + "-*")) {
            for (Path instance : instances) {
                if (!instance.toString().endsWith("-clock")
                        && Files.readString(instance.resolve("tracing_on"))
                                .strip()
                                .equals("1")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Process recorder(Path tape) throws IOException {
        List<String> command = ChildJava.command(Main.class);
        command.addAll(List.of("record", "-o", tape.toString(), "--flush-interval", FLUSH_INTERVAL.toMillis() + "ms"));
        command.addAll(RecordedLoad.options());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(tape + ".log"))
                .start();
    }

    /// The clock of the rows is that of [System#nanoTime()].
    private static long lastNs(Tape tape) throws IOException {
        long last = 0;
        List<TapeColumn> columns = List.of(VqOpColumn.TS_NS);
        try (BufferAllocator allocator = new RootAllocator();
                TableReader rows = tape.reader(TapeTable.VQ_OP, columns, allocator)) {
            while (rows.loadNextBatch()) {
                BigIntVector times = (BigIntVector) rows.getVectorSchemaRoot().getVector(0);
                last = times.get(times.getValueCount() - 1);
            }
        }
        return last;
    }

    private static double load() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system.getSystemLoadAverage() / system.getAvailableProcessors();
    }

    /// What those we killed have left; others may be recording.
    private List<String> remains() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> instances = Files.list(TRACING.resolve("instances"))) {
            instances.map(String::valueOf).forEach(all::add);
        }
        all.addAll(Files.readAllLines(TRACING.resolve("dynamic_events")));
        return all.stream()
                .filter(name -> killed.stream().anyMatch(pid -> name.matches(".*dmatape[-_]" + pid + "[-_].*")))
                .toList();
    }
}
