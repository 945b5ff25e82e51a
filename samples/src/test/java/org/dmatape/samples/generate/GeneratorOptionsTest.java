// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorOptionsTest {

    private static final GeneratorOptions DEFAULTS = GeneratorOptions.of(1_000, 1);
    private static final DeviceLog DEVICE_LOG = DeviceLog.to(Path.of("qemu.log"));

    @Test
    void bugsThatCannotBeSeenAreRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withBugs(Map.of(BugKind.SYNC_UNMAPPED, 1)))
                .withMessageContaining("sync-unmapped")
                .withMessageContaining("sync events");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withIommuMode(IommuMode.DIRECT).withBugs(Map.of(BugKind.NEVER_MAPPED, 1)))
                .withMessageContaining("never-mapped")
                .withMessageContaining("IOMMU");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withProbes(false).withBugs(Map.of(BugKind.RING_FULL, 1)))
                .withMessageContaining("ring-full")
                .withMessageContaining("probes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withIommuMode(IommuMode.BYPASS).withBugs(Map.of(BugKind.LEAKED_MAP, 1)))
                .withMessageContaining("leaked-map")
                .withMessageContaining("bypass");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withBugs(Map.of(BugKind.STALLED_BUFFER, 33)))
                .withMessageContaining("stalled-buffer")
                .withMessageContaining("8 times");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withShape(DEFAULTS.shape().withWords(WordLayout.of(ByteOrder.BIG_ENDIAN, 8)))
                        .withBugs(Map.of(BugKind.DESCRIPTOR_UNMAPPED, 1)))
                .withMessageContaining("descriptor-unmapped")
                .withMessageContaining("segments");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withBugs(Map.of(BugKind.DEVICE_WRITE, 1)))
                .withMessageContaining("device-write")
                .withMessageContaining("log of the device's side");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withDeviceLog(DEVICE_LOG)
                        .withIommuMode(IommuMode.DIRECT)
                        .withBugs(Map.of(BugKind.DEVICE_WRITE, 1)))
                .withMessageContaining("IOMMU");
    }

    @Test
    void clocksThatNoDeviceHasAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEVICE_LOG.withClock(0, 1_001))
                .withMessageContaining("ppm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEVICE_LOG.withClock(-1, 0))
                .withMessageContaining("ahead");
    }

    @ParameterizedTest
    @EnumSource(BugKind.class)
    void everyBugIsPossibleWithASynchronisingMachineBehindAnIommu(BugKind bug) {
        assertThat(DEFAULTS.withSyncEvents(true).withDeviceLog(DEVICE_LOG).allows(bug))
                .isTrue();
    }

    @Test
    void recordingsThatWouldBeEmptyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withIommuMode(IommuMode.BYPASS).withProbes(false))
                .withMessageContaining("anything to record");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DEFAULTS.withDevices(new DeviceCounts(0, 0, 1, 1)).withKernel(KernelFlavour.V6_1))
                .withMessageContaining("NVMe");
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceCounts(0, 0, 0, 1));
    }

    @Test
    void shapesThatDoNotExistAreRefused() {
        RecordingShape shape = RecordingShape.defaults();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shape.withFile(6, TraceCompression.ZSTD))
                .withMessageContaining("version 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shape.withSubBufferBytes(5000))
                .withMessageContaining("5000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shape.withInstances(1).withClock(TraceClock.MONO, 1000))
                .withMessageContaining("order");
    }

    @Test
    void bugCountsAreReadFromText() {
        assertThat(BugKind.parseCounts("double-map=3,never-mapped,leaked-map=4"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(BugKind.DOUBLE_MAP, 3, BugKind.NEVER_MAPPED, 1, BugKind.LEAKED_MAP, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "double-map=", "double-map=x", "double-map=-1", "nonsense=1", "double-map=12345678"})
    void nonsenseIsNoBugCount(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BugKind.parseCounts(text));
    }
}
