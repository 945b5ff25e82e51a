// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceLogTest {

    private static final GeneratorOptions DEFAULTS = GeneratorOptions.of(20_000, 11);
    private static final Map<BugKind, Integer> DEVICE_BUGS = BugKind.parseCounts(
            "device-after-unmap=3,device-never-mapped=2,device-beyond-end=4,device-write=2,device-read=1");
    private static final Pattern LINE = Pattern.compile("(\\d+)@(\\d+)\\.(\\d{6}):(\\w+) (.*)");
    private static final Pattern ELEMENT = Pattern.compile("vq 0x[0-9a-f]+ elem 0x[0-9a-f]+");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(IommuMode.class)
    void theTruthCountsTheLines(IommuMode mode) throws IOException {
        DeviceTruth truth = generate(DEFAULTS.withIommuMode(mode)).deviceSide();
        Map<String, Long> lines =
                lines().stream().collect(Collectors.groupingBy(line -> line.group(4), Collectors.counting()));
        Map<String, Long> expected = new HashMap<>();
        expected.put("vtd_iotlb_page_update", truth.translations());
        expected.put("vtd_dmar_translate", truth.translations());
        expected.put("vtd_dmar_fault", truth.faults());
        String invalidation = mode == IommuMode.LAZY ? "vtd_inv_desc_iotlb_domain" : "vtd_inv_desc_iotlb_pages";
        expected.put(invalidation, truth.invalidations());
        expected.put("virtio_queue_notify", sum(truth, DeviceTruth.Queue::notifications));
        expected.put("virtqueue_pop", sum(truth, DeviceTruth.Queue::pops));
        expected.put("virtqueue_fill", sum(truth, DeviceTruth.Queue::fills));
        expected.put("virtqueue_flush", sum(truth, DeviceTruth.Queue::fills));
        expected.put("virtio_notify", sum(truth, DeviceTruth.Queue::interrupts));
        expected.values().removeIf(count -> count == 0);
        assertThat(lines).isEqualTo(expected);
        assertThat(truth.lines())
                .isEqualTo(lines.values().stream().mapToLong(Long::longValue).sum());
        assertThat(lines.containsKey("vtd_dmar_translate")).isEqualTo(mode.translates());
    }

    @Test
    void timesNeverGoBack() throws IOException {
        generate(DEFAULTS.withDeviceLog(log()).withBugs(DEVICE_BUGS));
        assertThat(lines()).extracting(DeviceLogTest::microseconds).isSorted();
    }

    @Test
    void everyBufferIsTakenBeforeItIsGivenBack() throws IOException {
        generate(DEFAULTS.withBugs(Map.of(BugKind.STALLED_BUFFER, 3, BugKind.DUPLICATE_TOKEN, 3)));
        Map<String, String> lastOp = new HashMap<>();
        for (MatchResult line : lines()) {
            if (ELEMENT.matcher(line.group(5)).lookingAt()) {
                String element = line.group(5).split(" (in_num|len)", -1)[0];
                assertThat(line.group(4)).isNotEqualTo(lastOp.getOrDefault(element, "virtqueue_fill"));
                lastOp.put(element, line.group(4));
            }
        }
        assertThat(lastOp.values()).filteredOn("virtqueue_pop"::equals).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void everyWrongAccessIsInTheLog() throws IOException {
        DeviceTruth truth =
                generate(DEFAULTS.withDeviceLog(log()).withBugs(DEVICE_BUGS)).deviceSide();
        assertThat(truth.wrongAccesses())
                .hasSize(DEVICE_BUGS.values().stream()
                        .mapToInt(Integer::intValue)
                        .sum());
        Map<String, Long> faults = lines().stream()
                .filter(line -> line.group(4).equals("vtd_dmar_fault"))
                .collect(Collectors.groupingBy(
                        line -> line.group(5).replaceAll(".*addr | write.*", ""), Collectors.counting()));
        for (DeviceTruth.WrongAccess wrong : truth.wrongAccesses()) {
            long expected = wrong.faulted() ? 1 : 0;
            for (long address = wrong.address(); address < wrong.address() + wrong.bytes(); address += 4) {
                assertThat(faults.getOrDefault(String.format("0x%x", address), 0L))
                        .as("%s", wrong)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void whatIsRefusedIsAFindingOfTheFaultCheckToo() throws IOException {
        GeneratedTruth truth = generate(DEFAULTS.withDeviceLog(log()).withBugs(DEVICE_BUGS));
        assertThat(truth.kinds().get("unmapped-access"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("after-unmap", 3L, "never-mapped", 2L, "beyond-end", 4L));
        assertThat(truth.kinds().get("access-direction"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("write", 2L, "read", 1L));
        assertThat(truth.kinds().get("iommu-fault"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("write", 2L + 2 + 2, "read", 3L + 1));
        assertThat(truth.verdict()).isEqualTo("findings");
    }

    @Test
    void theClockIsMovedAndStretched() throws IOException {
        generate(DEFAULTS);
        List<Long> straight = lines().stream().map(DeviceLogTest::microseconds).toList();
        long offsetNs = 5_000_000_000L;
        generate(DEFAULTS.withDeviceLog(log().withClock(offsetNs, 250)));
        List<Long> stretched = lines().stream().map(DeviceLogTest::microseconds).toList();
        assertThat(stretched).hasSameSizeAs(straight);
        for (int i = 0; i < straight.size(); i++) {
            double driverUs = straight.get(i) - DeviceLog.WALL_CLOCK_OFFSET_NS / 1_000.0;
            assertThat((double) stretched.get(i))
                    .isBetween(
                            driverUs * 1.00025 + offsetNs / 1_000.0 - 2, driverUs * 1.00025 + offsetNs / 1_000.0 + 2);
        }
    }

    @Test
    void theLogChangesNothingInTheTrace() throws IOException {
        generate(DEFAULTS);
        Path alone = folder.resolve("alone.dat");
        TraceGenerator.generate(DEFAULTS, alone, ProgressListener.NONE);
        assertThat(Files.mismatch(folder.resolve("trace.dat"), alone)).isEqualTo(-1);
    }

    @Test
    void sameSeedSameLog() throws IOException {
        GeneratorOptions options = DEFAULTS.withIommuMode(IommuMode.LAZY).withBugs(Map.of());
        generate(options.withDeviceLog(DeviceLog.to(folder.resolve("first.log"))));
        generate(options.withDeviceLog(DeviceLog.to(folder.resolve("second.log"))));
        assertThat(Files.mismatch(folder.resolve("first.log"), folder.resolve("second.log")))
                .isEqualTo(-1);
    }

    @Test
    void leavesNothingBehindButTheFiles() throws IOException {
        generate(DEFAULTS);
        Path missing = folder.resolve("missing").resolve("trace.dat");
        GeneratorOptions withLog = DEFAULTS.withDeviceLog(log());
        assertThatThrownBy(() -> TraceGenerator.generate(withLog, missing, ProgressListener.NONE))
                .isInstanceOf(NoSuchFileException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(folder.resolve("trace.dat"), log().file());
        }
    }

    private DeviceLog log() {
        return DeviceLog.to(folder.resolve("qemu.log"));
    }

    private GeneratedTruth generate(GeneratorOptions options) throws IOException {
        GeneratorOptions withLog = options.deviceLog().isPresent() ? options : options.withDeviceLog(log());
        return TraceGenerator.generate(withLog, folder.resolve("trace.dat"), ProgressListener.NONE);
    }

    private List<MatchResult> lines() throws IOException {
        return Files.readAllLines(log().file()).stream()
                .map(DeviceLogTest::parse)
                .toList();
    }

    private static MatchResult parse(String line) {
        var matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher.toMatchResult();
    }

    private static long microseconds(MatchResult line) {
        return Long.parseLong(line.group(2)) * 1_000_000 + Long.parseLong(line.group(3));
    }

    private static long sum(DeviceTruth truth, Function<DeviceTruth.Queue, Long> count) {
        return truth.queues().stream().mapToLong(count::apply).sum();
    }
}
