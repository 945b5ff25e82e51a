// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmatape.capture.host.HostSurvey;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.instrument.InstrumentationPlan;
import org.dmatape.capture.instrument.KernelFiles;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.read.Tape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On the kernel of this machine, with stacks of an event every kernel has: machines whose drivers map nothing are
/// common. Stacks of mappings are held against those of trace-cmd by the lab's record-check.sh.
class StackRecordTest {

    private static final Path TRACING = Path.of("/sys/kernel/tracing");
    private static final PlannedEvent EVENT =
            new PlannedEvent.Tracepoint("raw_syscalls", "sys_enter", "id < 1000", true);

    @TempDir
    private Path folder;

    @BeforeEach
    void onlyWhereRecordingIsPossible() {
        assumeTrue(
                Files.isWritable(TRACING.resolve("tracing_on"))
                        && Files.exists(TRACING.resolve("events/raw_syscalls/sys_enter/trigger")),
                "no writable tracefs with triggers (run as root; mount -t tracefs nodev /sys/kernel/tracing)");
    }

    @Test
    void everyEventIsFollowedByItsStack() throws IOException {
        Path tape = folder.resolve("a.tape");

        new Recorder(request(tape), RecordListener.NONE).run();

        assertThatStacksFollowEvents(Tape.open(tape).manifest());
        assertThat(ownInstances()).isEmpty();
    }

    @Test
    void aRawRecordingHasTheStacksAndTheSymbolsToNameThem() throws IOException {
        Path recording = folder.resolve("a.dat");

        new RawRecorder(request(recording)).run();

        assertThatStacksFollowEvents(
                TapeImporter.run(ImportRequest.of(recording, folder.resolve("a.tape")), ImportProgress.NONE)
                        .manifest());
        assertThat(ownInstances()).isEmpty();
    }

    private static void assertThatStacksFollowEvents(Manifest manifest) {
        long events = count(manifest, "sys_enter");
        assertThat(events).isPositive();
        assertThat(count(manifest, "kernel_stack")).isEqualTo(events);
    }

    private static long count(Manifest manifest, String name) {
        return manifest.events().stream()
                .filter(event -> event.name().equals(name))
                .mapToLong(EventCount::count)
                .sum();
    }

    private static RecordRequest request(Path target) {
        return new RecordRequest(
                new InstrumentationPlan(List.of(EVENT), List.of()),
                target,
                false,
                Duration.ofSeconds(1),
                new RingBuffers(16 << 10, true, 64, true),
                Rotation.NEVER,
                Optional.empty(),
                HostSurvey.of(KernelFiles.ofRunningKernel(), List.of()),
                List.of("sh", "-c", "for i in 1 2 3; do sleep 0.1; done"),
                "test");
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
