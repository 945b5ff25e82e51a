// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dmatape.analyze.fixture.FixtureTape.TO_DEVICE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.check.CheckOptions;
import org.dmatape.analyze.check.CheckRunner;
import org.dmatape.analyze.check.CheckStatus;
import org.dmatape.analyze.check.Finding;
import org.dmatape.analyze.fixture.Checks;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.analyze.result.ResultColumn;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.queries.CannedQuery;
import org.junit.jupiter.api.Test;

/// Filters choose among findings; they do not change what is found.
class ScopeTest {

    private static final String DISK = "0000:00:01.0";
    private static final String NIC = "0000:00:02.0";

    private final FixtureTape tape = new FixtureTape().virtioDevice(DISK, "virtio0", true);

    ScopeTest() {
        for (String device : List.of(DISK, NIC)) {
            tape.onCpu(0).map(device, 0x10_0000, 0x5000, 512, TO_DEVICE);
            tape.onCpu(1).unmap(device, 0x10_0000, 256, TO_DEVICE);
        }
    }

    @Test
    void everythingIsTheDefault() {
        assertThat(mismatches(Scope.everything())).hasSize(2);
    }

    @Test
    void aDeviceIsKnownByEitherOfItsNames() {
        assertThat(mismatches(device(DISK))).extracting(Finding::device).containsExactly(Optional.of(DISK));
        assertThat(mismatches(device("virtio0"))).extracting(Finding::device).containsExactly(Optional.of(DISK));
    }

    @Test
    void aDeviceTheTapeDoesNotHaveIsAMistake() {
        assertThatThrownBy(() -> mismatches(device("0000:00:99.0")))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("the tape has no device '0000:00:99.0'");
    }

    @Test
    void aMappingMadeBeforeTheTimeIsStillKnown() {
        Scope fromTheUnmapOfTheDisk = new Scope(
                Optional.empty(), OptionalLong.of(1_000), OptionalLong.of(1_999), OptionalInt.empty(), List.of());

        assertThat(mismatches(fromTheUnmapOfTheDisk))
                .extracting(Finding::device)
                .containsExactly(Optional.of(DISK));
    }

    @Test
    void theCpuIsThatOfTheEventThatShowsIt() {
        assertThat(mismatches(cpu(1))).hasSize(2);
        assertThat(mismatches(cpu(0))).isEmpty();
    }

    @Test
    void evidenceAboutAnotherDeviceDoesNotCount() {
        tape.sync(DISK, "sync_for_cpu", 0x10_0000, 512, TO_DEVICE);

        assertThat(syncStatus(Scope.everything())).isEqualTo(CheckStatus.FOUND);
        assertThat(syncStatus(device("virtio0"))).isEqualTo(CheckStatus.FOUND);
        assertThat(syncStatus(device(NIC))).isEqualTo(CheckStatus.NOT_EVALUATED);
        assertThat(syncStatus(cpu(0))).isEqualTo(CheckStatus.NOT_EVALUATED);
    }

    @Test
    void threadsTakePartInAFindingByAnyOfItsEvents() {
        tape.map(NIC, 0x20_0000, 0x9000, 512, TO_DEVICE);
        tape.with(DmaOpColumn.PID, 7);
        tape.unmap(NIC, 0x20_0000, 256, TO_DEVICE);
        tape.with(DmaOpColumn.PID, 0).with(DmaOpColumn.CONTEXT, "hardirq");

        assertThat(mismatches(Scope.everything())).hasSize(3);
        assertThat(mismatches(Scope.everything().ofThreads(List.of(7))))
                .extracting(Finding::device)
                .containsExactly(Optional.of(NIC));
        assertThat(mismatches(Scope.everything().ofThreads(List.of(8)))).isEmpty();
    }

    @Test
    void anInterruptIsNotTheDoingOfTheThreadItComesUpon() {
        tape.unmap(NIC, 0x20_0000, 256, TO_DEVICE);
        tape.with(DmaOpColumn.PID, 7).with(DmaOpColumn.CONTEXT, "hardirq").with(DmaOpColumn.DURATION_NS, 5L);
        tape.unmap(NIC, 0x20_0000, 256, TO_DEVICE);
        tape.with(DmaOpColumn.PID, 7).with(DmaOpColumn.DURATION_NS, 6L);

        assertThat(durations(Scope.everything().ofThreads(List.of(7)))).containsExactly(6L);
    }

    @Test
    void sqlKnowsTheThreadsOfTheCommand() {
        tape.command(7, 8);
        try (TapeDatabase database = tape.open();
                ResultCursor row = database.query("SELECT of_command(7), of_command(9), of_command(NULL)")) {
            assertThat(row.next()).isTrue();
            assertThat(List.of(row.value(0), row.value(1), row.value(2))).isEqualTo(List.of(true, false, false));
        }
    }

    private List<Object> durations(Scope scope) {
        List<Object> durations = new ArrayList<>();
        try (TapeDatabase database = tape.open()) {
            database.restrictTo(scope);
            CannedQuery slowest =
                    database.catalogue().find("operations-slowest").orElseThrow();
            try (ResultCursor rows = database.query(slowest, Map.of())) {
                int column =
                        rows.columns().stream().map(ResultColumn::name).toList().indexOf("duration_ns");
                while (rows.next()) {
                    durations.add(rows.value(column));
                }
            }
        }
        return durations;
    }

    private CheckStatus syncStatus(Scope scope) {
        try (TapeDatabase database = tape.open()) {
            database.restrictTo(scope);
            CheckOptions options = CheckOptions.defaults().withChecks(List.of("sync-unmapped"));
            return Checks.result(CheckRunner.run(database, options), "sync-unmapped")
                    .status();
        }
    }

    private List<Finding> mismatches(Scope scope) {
        try (TapeDatabase database = tape.open()) {
            database.restrictTo(scope);
            return CheckRunner.run(database, CheckOptions.defaults().withChecks(List.of("unmap-size-mismatch")))
                    .findings();
        }
    }

    private static Scope device(String name) {
        return new Scope(Optional.of(name), OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(), List.of());
    }

    private static Scope cpu(int number) {
        return new Scope(
                Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalInt.of(number), List.of());
    }
}
