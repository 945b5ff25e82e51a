// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dmatape.cli.Cli;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.read.Tape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// On the kernel of this machine, with events every kernel has.
class RecordCommandTest {

    private static final Path TRACING = Path.of("/sys/kernel/tracing");
    private static final String EVENTS = "raw_syscalls";

    @TempDir
    private Path folder;

    @BeforeEach
    void onlyWhereRecordingIsPossible() {
        assumeTrue(
                Files.isWritable(TRACING.resolve("tracing_on"))
                        && Files.isDirectory(TRACING.resolve("events/raw_syscalls")),
                "no writable tracefs (run as root; mount -t tracefs nodev /sys/kernel/tracing)");
    }

    @Test
    void recordsACommandAndPassesItsStatusOn() throws IOException {
        Path tape = folder.resolve("a.tape");

        Cli.Result result =
                Cli.run("record", "--events", EVENTS, "-o", tape.toString(), "--", "sh", "-c", "sleep 0.3; exit 7");

        assertThat(result.exitCode()).as(result.messages()).isEqualTo(7);
        Tape opened = Tape.open(tape);
        assertThat(opened.manifest().state()).isEqualTo(TapeState.COMPLETE);
        assertThat(opened.verify()).isEmpty();
        assertThat(opened.manifest().host()).containsKeys("command_pids", "first_ts_ns");
        assertThat(opened.manifest().host().getOrDefault("command_pids", "").split(",", -1))
                .as("sh and sleep")
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(opened.manifest().events()).anyMatch(event -> event.name().equals("sys_enter") && event.count() > 0);
        Cli.Result ofCommand = Cli.run("query", tape.toString(), "--command", "operations-slowest");
        assertThat(ofCommand.exitCode()).as(ofCommand.messages()).isIn(0, 4);
        assertThat(ownInstances()).isEmpty();
    }

    @Test
    void aRawRecordingIsATraceDat() throws IOException {
        Path recording = folder.resolve("a.dat");
        Path tape = folder.resolve("a.tape");

        Cli.Result recorded = Cli.run(
                "record",
                "--raw",
                "--events",
                EVENTS,
                "-o",
                recording.toString(),
                "--",
                "sh",
                "-c",
                "sleep 0.3; exit 5");
        Cli.Result imported = Cli.run("import", recording.toString(), "-o", tape.toString());

        assertThat(recorded.exitCode()).as(recorded.messages()).isEqualTo(5);
        assertThat(imported.exitCode()).as(imported.messages()).isZero();
        Manifest manifest = Tape.open(tape).manifest();
        assertThat(manifest.events()).anyMatch(event -> event.name().equals("sys_exit") && event.count() > 0);
        assertThat(manifest.host()).containsEntry("command", "sh -c sleep 0.3; exit 5");
        assertThat(manifest.commandPids()).as("sh and sleep").hasSizeGreaterThanOrEqualTo(2);
        assertThat(manifest.unrecorded()).anyMatch(left -> left.what().equals("dma"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(recording, tape);
        }
    }

    /// What lies beside a raw recording is more than it is worth copying: one of the CPUs' files becomes the recording.
    @Test
    void aLargeRawRecordingHoldsEveryEventToo() throws IOException {
        Path recording = folder.resolve("a.dat");
        Path tape = folder.resolve("a.tape");

        Cli.Result recorded =
                Cli.run(("record --raw --events raw_syscalls:sys_enter,raw_syscalls:sys_exit --buffer-size 128MiB -o "
                                + recording + " -- dd if=/dev/zero of=/dev/null bs=1 count=150000")
                        .split(" "));
        Cli.Result imported = Cli.run("import", recording.toString(), "-o", tape.toString());

        assertThat(recorded.exitCode()).as(recorded.messages()).isZero();
        assertThat(Files.size(recording)).isGreaterThan(16 << 20);
        assertThat(imported.exitCode()).as(imported.messages()).isZero();
        Manifest manifest = Tape.open(tape).manifest();
        assertThat(manifest.events())
                .as("two calls for each byte, each with two events")
                .filteredOn(event -> event.count() >= 2 * 150_000)
                .hasSize(2);
        assertThat(manifest.losses().spans()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(recording, tape);
        }
    }

    @Test
    void rotatesAndKeepsTheNewest() {
        Path tape = folder.resolve("a.tape");

        Cli.Result result = Cli.run(
                "record",
                "--events",
                EVENTS,
                "-o",
                tape.toString(),
                "--rotate",
                "200ms",
                "--max-files",
                "2",
                "--",
                "sleep",
                "1.5");

        assertThat(result.exitCode()).as(result.messages()).isZero();
        assertThat(folder.resolve("a.0001.tape")).doesNotExist();
        String[] tapes = folder.toFile().list();
        assertThat(tapes).hasSizeBetween(1, 2);
        for (String name : tapes) {
            assertThat(Tape.open(folder.resolve(name)).verify()).isEmpty();
        }
    }

    @Test
    void dryRunPrintsAndMakesNothing() throws IOException {
        Cli.Result result = Cli.run("record", "--dry-run", "--events", EVENTS);

        assertThat(result.exitCode()).as(result.messages()).isZero();
        assertThat(result.text())
                .contains("events/raw_syscalls/sys_enter/enable")
                .contains("rmdir");
        assertThat(ownInstances()).isEmpty();
    }

    @Test
    void stacksAreAskedForOfWhatMapsOnly() {
        assumeTrue(
                Files.isDirectory(TRACING.resolve("events/dma/dma_unmap_sg")),
                "this kernel has no DMA events (they came with 6.12)");

        Cli.Result result = Cli.run("record", "--dry-run", "--stacks", "--events", "dma," + EVENTS);

        assertThat(result.exitCode()).as(result.messages()).isZero();
        assertThat(result.text().lines().filter(line -> line.contains("stacktrace")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("echo 'stacktrace' > ") && line.contains("/events/dma/dma_"))
                .anyMatch(line -> line.endsWith("/events/dma/dma_unmap_sg/trigger"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--events no_such_system:event -o F/a.tape | no_such_system",
                "--events raw_syscalls | -o",
                "--events raw_syscalls -o F/a.tape --buffer-size lots | --buffer-size",
                "--events raw_syscalls -o F/a.tape --max-files 3 | --rotate",
                "--events raw_syscalls -o F/a.tape --flush-interval 1ms | --flush-interval",
                "--events raw_syscalls -o F/a.tape -- /no/such/program | /no/such/program",
                "--events raw_syscalls -o F/a.tape --last 30 | --last 30",
                "--events raw_syscalls -o F/a.tape --last 100ms | at least 1s",
                "--events raw_syscalls -o F/a.tape --trigger leaked-map | --last",
                "--events raw_syscalls -o F/a.tape --last 30s --trigger no-such-check | no-such-check",
                "--events raw_syscalls -o F/a.tape --last 30s --rotate 1min | choose one",
                "--events raw_syscalls -o F/a.dat --raw --last 30s | --raw",
                "--events raw_syscalls -o F/a.tape --stacks | add 'dma'",
            })
    void saysWhatCannotBe(String arguments, String named) throws IOException {
        String[] command = ("record " + arguments.replace("F/", folder + "/")).split(" ", -1);

        Cli.Result result = Cli.run(command);

        assertThat(result.exitCode()).as(result.messages()).isEqualTo(2);
        assertThat(result.messages()).contains(named);
        assertThat(ownInstances()).isEmpty();
    }

    @Test
    void neverReplacesATapeUnasked() throws IOException {
        Path tape = Files.createDirectory(folder.resolve("a.tape"));
        Files.writeString(tape.resolve("precious"), "x");

        Cli.Result result = Cli.run("record", "--events", EVENTS, "-o", tape.toString(), "--", "true");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(tape.resolve("precious")).exists();
        assertThat(ownInstances()).isEmpty();
    }

    private static List<String> ownInstances() throws IOException {
        try (Stream<Path> instances = Files.list(TRACING.resolve("instances"))) {
            return instances
                    .map(instance -> String.valueOf(instance.getFileName()))
                    .filter(name ->
                            name.startsWith("dmatape-" + ProcessHandle.current().pid() + "-"))
                    .toList();
        }
    }
}
