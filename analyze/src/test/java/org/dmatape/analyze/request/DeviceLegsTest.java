// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.fixture.FixtureTape;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;
import org.dmatape.queries.CannedQuery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which pop and fill of the device belong to which add of the driver.
class DeviceLegsTest {

    private static final long VQ = 0xff1e_0000L;
    private static final long ELEMENT = 0x5600_0000L;
    private static final long TOKEN = 0xaa00L;

    private final FixtureTape tape = new FixtureTape().clocks("aligned", 0);

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    @Test
    void theLegsOfOneRequestAddUp() {
        tape.add(VQ, TOKEN);
        tape.vqOp("notify", VQ, 0);
        tape.deviceVqOp("notify", 0, 0);
        tape.deviceVqOp("pop", ELEMENT, 0);
        tape.deviceVqOp("fill", ELEMENT, 513);
        tape.deviceVqOp("interrupt", 0, 0);
        tape.vqOp("interrupt", VQ, 0);
        tape.getBuf(VQ, TOKEN);

        assertThat(rows("SELECT leg, p50_ns FROM legs"))
                .containsExactly(
                        List.of("add to kick", 1_000L),
                        List.of("kick to device notify", 1_000L),
                        List.of("device notify to pop", 1_000L),
                        List.of("pop to fill", 1_000L),
                        List.of("fill to device interrupt", 1_000L),
                        List.of("device interrupt to interrupt", 1_000L),
                        List.of("interrupt to get_buf", 1_000L),
                        List.of("get_buf to returned", 0L));
        assertThat(rows("SELECT round(sum(share), 3)::VARCHAR FROM legs")).containsExactly(List.of("1.000"));
    }

    @Test
    void withoutTheDevicesSideOneLegIsLonger() {
        tape.add(VQ, TOKEN);
        tape.vqOp("notify", VQ, 0);
        tape.vqOp("interrupt", VQ, 0);
        tape.getBuf(VQ, TOKEN);

        assertThat(rows("SELECT leg FROM legs"))
                .containsExactly(
                        List.of("add to kick"),
                        List.of("kick to interrupt"),
                        List.of("interrupt to get_buf"),
                        List.of("get_buf to returned"));
    }

    /// Either recording may begin in the middle of what the other has, buffers overtake each other, and losses shift
    /// the count: what is matched is matched right, and without losses everything is.
    @ParameterizedTest
    @MethodSource("seeds")
    void everyBufferIsFoundAgain(long seed) {
        boolean losing = seed % 3 == 2;
        Traffic traffic = new Traffic(new Random(seed), losing);
        traffic.run();

        List<List<@Nullable Object>> found = rows(
                "SELECT request_id, device_pop_ts_ns, device_fill_ts_ns FROM request WHERE device_pop_ts_ns IS NOT NULL");
        if (losing) {
            assertThat(traffic.truth).containsAll(found);
        } else {
            assertThat(found).containsExactlyInAnyOrderElementsOf(traffic.truth);
        }
    }

    /// Buffers that are posted, popped and filled at random, recorded by both sides.
    private final class Traffic {

        private static final int STEPS = 400;
        private static final int MOST_BUFFERS = 8;
        private static final int ELEMENTS = 64;

        private final Random random;
        private final boolean losing;
        /// Of each buffer that came back, what both sides must be found to say: add, pop, fill.
        private final List<List<@Nullable Object>> truth = new ArrayList<>();

        private final Deque<Posted> posted = new ArrayDeque<>();
        private final List<Posted> popped = new ArrayList<>();

        private Traffic(Random random, boolean losing) {
            this.random = random;
            this.losing = losing;
        }

        private void run() {
            finishWhatTheDriverDidNotRecord();
            for (int step = 0; step < STEPS || !posted.isEmpty() || !popped.isEmpty(); step++) {
                int choice = random.nextInt(3);
                if (choice == 0 && step < STEPS && posted.size() + popped.size() < MOST_BUFFERS) {
                    post(TOKEN + step);
                } else if (choice == 1 && !posted.isEmpty()) {
                    pop(posted.remove());
                } else if (choice == 2 && !popped.isEmpty()) {
                    fill(popped.remove(random.nextInt(popped.size())));
                }
            }
        }

        private void finishWhatTheDriverDidNotRecord() {
            for (int unseen = random.nextInt(5); unseen > 0; unseen--) {
                tape.deviceVqOp("pop", ELEMENT + unseen, 0);
                tape.deviceVqOp("fill", ELEMENT + unseen, 7);
            }
        }

        private void post(long token) {
            if (losing && random.nextInt(40) == 0) {
                tape.lose(0, 1);
                posted.add(new Posted(-1, -1));
            } else {
                posted.add(new Posted(tape.add(VQ, token), token));
            }
        }

        private void pop(Posted buffer) {
            buffer.element = ELEMENT + random.nextInt(ELEMENTS);
            if (popped.stream().noneMatch(other -> other.element == buffer.element)) {
                buffer.popNs = 1_000 * tape.deviceVqOp("pop", buffer.element, 0);
                popped.add(buffer);
            } else {
                posted.addFirst(buffer);
            }
        }

        private void fill(Posted buffer) {
            long length = 1L + random.nextInt(3);
            long fillNs = 1_000 * tape.deviceVqOp("fill", buffer.element, length);
            if (buffer.addId >= 0) {
                tape.getBuf(VQ, buffer.token);
                tape.with(TapeTable.VQ_OP, VqOpColumn.USED_LENGTH, length);
                truth.add(List.of(buffer.addId, buffer.popNs, fillNs));
            }
        }
    }

    /// A buffer on its way.
    private static final class Posted {
        private final long addId;
        private final long token;
        private long element;
        private long popNs;

        private Posted(long addId, long token) {
            this.addId = addId;
            this.token = token;
        }
    }

    /// Rows of SQL, in which `legs` is the answer of request-legs.
    private List<List<@Nullable Object>> rows(String sql) {
        try (TapeDatabase database = tape.open()) {
            CannedQuery legs = database.catalogue().find("request-legs").orElseThrow();
            database.prepare(legs);
            String question = sql.contains("FROM legs") ? "WITH legs AS (" + legs.sql() + ") " + sql : sql;
            try (ResultCursor cursor = database.query(question)) {
                return ResultTable.of(cursor).rows();
            }
        }
    }
}
