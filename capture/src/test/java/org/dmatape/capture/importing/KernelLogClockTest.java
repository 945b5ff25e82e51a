// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.clock.ClockMethod;
import org.dmatape.capture.clock.SourceClock;
import org.dmatape.capture.importing.internal.RecordingOpener;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a log and a trace are put on one clock, and when they are not.
class KernelLogClockTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();
    private static final String FAULT = "DMAR: [DMA Read NO_PASID] Request device [00:03.0] fault addr 0xfffb000"
            + " [fault reason 0x06] PTE Read access is not set";

    @TempDir
    private Path folder;

    @Test
    void bothCountFromBoot() throws IOException {
        SourceClock clock = clockOf(
                "[    0.000000] Linux version 6.12.95+deb12-amd64 (debian-kernel@lists.debian.org)",
                "[   18.928691] " + FAULT);

        assertThat(clock.method()).isEqualTo(ClockMethod.SAME);
    }

    @Test
    void aLogOfAnotherKernelIsNotOfThisMachine() throws IOException {
        SourceClock clock = clockOf(
                "[    0.000000] Linux version 7.3.4+deb13-amd64 (debian-kernel@lists.debian.org)",
                "[   18.928691] " + FAULT);

        assertThat(clock.method()).isEqualTo(ClockMethod.UNKNOWN);
        assertThat(clock.note()).contains("7.3.4+deb13-amd64", "6.12.95+deb12-amd64");
    }

    @Test
    void aLogOfAKernelStartedDifferentlyIsOfAnotherBoot() throws IOException {
        SourceClock clock = clockOf(
                "[    0.000000] Linux version 6.12.95+deb12-amd64 (debian-kernel@lists.debian.org)",
                "[    0.000000] Command line: console=ttyS0 quiet panic=-1 lab.name=blk-strict-612 iommu.strict=1",
                "[   18.928691] " + FAULT);

        assertThat(clock.method()).isEqualTo(ClockMethod.UNKNOWN);
        assertThat(clock.note()).contains("lab.name=blk-strict-612", "lab.name=bugs-612", "another boot");
    }

    @Test
    void aLogOfTwoBootsHasTwoTimesForEverything() throws IOException {
        String first = "[    0.000000] Linux version 6.12.95+deb12-amd64 (debian-kernel@lists.debian.org)";

        SourceClock told = clockOf(first, "[   18.928691] " + FAULT, first, "[   19.135513] " + FAULT);
        SourceClock cut = clockOf("[   18.928691] " + FAULT, "[    7.135513] " + FAULT);

        assertThat(told.method()).isEqualTo(ClockMethod.UNKNOWN);
        assertThat(told.note()).contains("2 boots");
        assertThat(cut.method()).isEqualTo(ClockMethod.UNKNOWN);
        assertThat(cut.note()).contains("more than one boot");
    }

    @Test
    void timesOfDayAreNoTimesSinceBoot() throws IOException {
        SourceClock clock = clockOf("[Sun Nov 22 05:46:45 2026] " + FAULT);

        assertThat(clock.method()).isEqualTo(ClockMethod.UNKNOWN);
        assertThat(clock.note()).contains("dmesg without -T");
    }

    @Test
    void noOffsetGivesTimesToALogWithoutAny() throws IOException {
        Path log = Files.write(
                folder.resolve("qemu.log"),
                List.of("vtd_dmar_translate dev 00:05.00 iova 0xfffff000 -> gpa 0x13bcd000 mask 0xfff"));
        List<RecordingFile> files = List.of(RecordingFile.of(SHIPPED.traceDat("bugs-612")), RecordingFile.of(log));

        assertThat(RecordingClocks.of(files, new RecordingOpener(OpenOptions.DEFAULT), Map.of())
                        .getLast()
                        .note())
                .contains("-msg timestamp=on");
        assertThatThrownBy(() -> RecordingClocks.of(files, new RecordingOpener(OpenOptions.DEFAULT), Map.of(log, 5L)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("qemu.log: its lines have no usable times");
    }

    /// From a guest whose clock `local` was 0.9 s ahead of its log after 80 s.
    @Test
    void aClockTheKernelDoesNotTrustIsNotThatOfItsLog() throws IOException {
        String unstable = "[    0.000379] tsc: Marking TSC unstable due to TSCs unsynchronized";
        Path local = withClockLocal(SHIPPED.traceDat("bugs-612"));

        assertThat(clockOf(local, "[   18.928691] " + FAULT).method()).isEqualTo(ClockMethod.SAME);
        SourceClock clock = clockOf(local, unstable, "[   18.928691] " + FAULT);
        assertThat(clock.method()).isEqualTo(ClockMethod.UNKNOWN);
        assertThat(clock.note()).contains("due to TSCs unsynchronized");
        assertThat(clockOf(unstable, "[   18.928691] " + FAULT).method()).isEqualTo(ClockMethod.SAME);
    }

    /// The list of clocks in the file with the brackets around another one.
    private Path withClockLocal(Path traceDat) throws IOException {
        String bytes = Files.readString(traceDat, StandardCharsets.ISO_8859_1)
                .replace("local global counter uptime perf [mono]", "[local] global counter uptime perf mono");
        return Files.writeString(folder.resolve("local.dat"), bytes, StandardCharsets.ISO_8859_1);
    }

    private SourceClock clockOf(String... lines) throws IOException {
        return clockOf(SHIPPED.traceDat("bugs-612"), lines);
    }

    private SourceClock clockOf(Path trace, String... lines) throws IOException {
        Path log = Files.write(folder.resolve("dmesg.txt"), List.of(lines));
        List<RecordingFile> files = List.of(RecordingFile.of(trace), RecordingFile.of(log));
        return RecordingClocks.of(files, new RecordingOpener(OpenOptions.DEFAULT), Map.of())
                .getLast();
    }
}
