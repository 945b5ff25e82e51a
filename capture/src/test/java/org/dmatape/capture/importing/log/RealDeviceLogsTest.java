// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dmatape.capture.importing.fixture.ImportedLog;
import org.dmatape.capture.importing.fixture.TestResource;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.format.manifest.EventCount;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole logs of QEMU 7.2, counted once more with the plainest of means. Those that are too large to ship are read
/// where the folder `dmatape.recordings` (system property) has them, or `shared/recordings` beside the checkout.
class RealDeviceLogsTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();
    private static final Path LARGE = Path.of(System.getProperty("dmatape.recordings", "../../shared/recordings"));

    static List<String> names() {
        return SHIPPED.names();
    }

    private static Path log(String name) {
        return SHIPPED.deviceLog(name).orElse(LARGE.resolve(name).resolve("qemu.log"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLineIsCountedAsGrepCountsIt(String name) {
        assumeTrue(Files.exists(log(name)), "the log of " + name + " is not shipped and not in " + LARGE);
        Map<String, Long> lines = linesByEvent(log(name));
        ImportedLog imported = ImportedLog.of(log(name));

        Map<String, Long> counted = imported.events().stream()
                .collect(Collectors.toMap(EventCount::name, EventCount::count, Long::sum, TreeMap::new));
        long others = lines.entrySet().stream()
                .filter(entry -> !counted.containsKey(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        assertThat(counted).allSatisfy((event, count) -> assertThat(lines).containsEntry(event, count));
        assertThat(imported.fact("other_event_lines")).isEqualTo(others);
        assertThat(imported.fact("other_lines")).isEqualTo(guestErrorsWithoutAnAddress(log(name)));
        assertThat(imported.fact("malformed_lines")).isZero();
        assertThat(imported.fact("cut_lines")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blk-strict-612", "net-strict-73", "bugs-612"})
    void aLookUpAndItsTranslationAreOneAccess(String name) {
        assumeTrue(Files.exists(log(name)), "the log of " + name + " is not shipped and not in " + LARGE);
        Map<String, Long> lines = linesByEvent(log(name));
        List<Map<String, Object>> accesses = ImportedLog.of(log(name)).rows(TapeTable.DEVICE_ACCESS);

        long lookUps = lines.getOrDefault("vtd_iotlb_page_hit", 0L) + lines.getOrDefault("vtd_iotlb_page_update", 0L);
        assertThat(accesses).hasSize((int) (lookUps + lines.getOrDefault("vtd_dmar_fault", 0L)));
        assertThat(accesses)
                .filteredOn(access -> !"fault".equals(access.get("result")))
                .allMatch(access -> access.containsKey("phys_addr") && access.containsKey("device"));
    }

    @Test
    void theFaultingStepsOfTheFaultyDriverAreFound() {
        List<Map<String, Object>> faults = ImportedLog.of(log("bugs-612")).rows(TapeTable.IOMMU_FAULT);

        assertThat(faults).allMatch(fault -> "0000:00:03.0".equals(fault.get("device")));
        assertThat(faults)
                .filteredOn(fault -> "read".equals(fault.get("access")))
                .hasSize(4 * 256 / 4);
        assertThat(faults)
                .filteredOn(fault -> "write".equals(fault.get("access")))
                .hasSize(2 * 128 / 4);
    }

    @Test
    void theRowsDoNotDependOnTheNumberOfThreads() {
        ImportedLog one = ImportedLog.of(log("bugs-612"), new OpenOptions(false, 0));
        ImportedLog many = ImportedLog.of(log("bugs-612"), new OpenOptions(false, 7));

        for (TapeTable table : TapeTable.values()) {
            assertThat(many.rows(table)).isEqualTo(one.rows(table));
        }
        assertThat(many.facts()).isEqualTo(one.facts());
    }

    /// What `-d guest_errors` adds, without those lines that tell the address of the fault in the line behind.
    private static long guestErrorsWithoutAnAddress(Path log) {
        return TestResource.text(log)
                .lines()
                .filter(line -> !hasTime(line) && !line.contains(" translation failed for iova="))
                .count();
    }

    private static boolean hasTime(String line) {
        return line.matches("[0-9]+@[0-9.]+:.*");
    }

    private static Map<String, Long> linesByEvent(Path log) {
        return TestResource.text(log)
                .lines()
                .filter(RealDeviceLogsTest::hasTime)
                .map(line -> line.substring(line.indexOf(':') + 1).split(" ", 2)[0])
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }
}
