// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.GeneratedMachine;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.samples.generate.DeviceLog;
import org.dmatape.samples.generate.IommuMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stated error of a clock against the true relation, on busy queues: kicks come every few microseconds, nearly a
/// third of them merge, and what belongs to what is often open. `-Ddmatape.clock.seeds=N` tries more.
class GeneratedClockTest {

    private static final long FIRST_SEED = 800;
    private static final int EVENTS = 20_000;

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + Long.getLong("dmatape.clock.seeds", 10));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theTrueOffsetLiesWithinTheStatedError(long seed, @TempDir Path folder) throws IOException {
        IommuMode mode =
                seed % 2 == 0 ? IommuMode.BYPASS : IommuMode.values()[(int) (seed % IommuMode.values().length)];
        GeneratedMachine machine = GeneratedMachine.bothSides(seed, EVENTS, mode, _ -> false, folder);
        DeviceLog log = machine.options().deviceLog().orElseThrow();
        try (TapeDatabase database = machine.open();
                ResultCursor cursor = database.query("""
                    SELECT ((from_ns + to_ns) // 2)::BIGINT, offset_ns::BIGINT, uncertainty_ns::BIGINT
                    FROM clock WHERE method = 'aligned'""")) {
            for (List<?> window : ResultTable.of(cursor).rows()) {
                long atNs = (Long) window.get(0);
                long trueOffsetNs = atNs - log.deviceNs(atNs);
                assertThat(Math.abs((Long) window.get(1) - trueOffsetNs))
                        .as("%s", machine.options())
                        .isLessThanOrEqualTo((Long) window.get(2) + 1);
            }
        }
    }
}
