// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.GeneratedMachine;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.samples.generate.IommuMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The device's legs of requests whose device was recorded with a clock of its own: nothing but order ties a
/// pop to an add, but the addresses that are touched between one pop and the next say which request it really
/// was.
class GeneratedLegsTest {

    private static final int EVENTS = 20_000;
    private static final int MODES = IommuMode.values().length;

    static LongStream seeds() {
        return LongStream.range(800, 810);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyReturnedRequestHasItsOwnLegs(long seed, @TempDir Path folder) throws IOException {
        IommuMode mode = IommuMode.values()[(int) (seed % MODES)];
        GeneratedMachine machine = GeneratedMachine.quiet(seed, EVENTS, mode, folder);
        try (TapeDatabase database = machine.open()) {
            database.prepare(database.catalogue().find("request-legs").orElseThrow());

            assertThat(
                            rows(
                                    database,
                                    "SELECT count(), count(device_pop_ts_ns), count(device_fill_ts_ns) FROM request WHERE state = 'returned'"))
                    .as("%s", machine.options())
                    .singleElement()
                    .satisfies(counts -> assertThat(counts).containsOnly(counts.getFirst()));
            assertThat(rows(database, """
                    SELECT * FROM request WHERE device_pop_ts_ns < add_ts_ns - clock_error_ns
                        OR device_fill_ts_ns < device_pop_ts_ns OR device_fill_ts_ns > get_buf_ts_ns + clock_error_ns
                        OR device_notify_ts_ns > device_pop_ts_ns""")).as("%s", machine.options()).isEmpty();
            if (mode.translates()) {
                assertThat(rows(database, """
                        SELECT * FROM (
                            SELECT r.request_id, r.device_pop_ts_ns, a.first_ts_ns, a.last_ts_ns,
                                lag(r.device_pop_ts_ns) OVER (PARTITION BY r.vq ORDER BY r.request_id) AS previous_pop_ts_ns
                            FROM request r JOIN request_access a USING (request_id))
                        WHERE last_ts_ns > device_pop_ts_ns OR first_ts_ns < previous_pop_ts_ns""")).as("%s", machine.options()).isEmpty();
            }
        }
    }

    private static List<List<@Nullable Object>> rows(TapeDatabase database, String sql) {
        try (ResultCursor cursor = database.query(sql)) {
            return ResultTable.of(cursor).rows();
        }
    }
}
