// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dmatape.capture.importing.correlation.ProbedKernel.DISK;
import static org.dmatape.capture.importing.correlation.ProbedKernel.recording;
import static org.dmatape.capture.importing.correlation.ProbedKernel.rowsOf;
import static org.dmatape.capture.importing.correlation.ScriptedRecording.HARDIRQ;
import static org.dmatape.capture.importing.correlation.ScriptedRecording.TASK;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.importing.fixture.RowCollector;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The call stack behind an event is that of the operation it became, and of nothing else.
class CallStackTest {

    private static final long TRACING = 0xffff_ffff_8100_1000L;
    private static final long MAP = 0xffff_ffff_8100_2000L;
    private static final long DRIVER = 0xffff_ffff_c000_1000L;
    private static final long OTHER_DRIVER = 0xffff_ffff_c000_2000L;
    private static final long INTERRUPT = 0xffff_ffff_8100_3000L;
    private static final long IDLE = 0xffff_ffff_8100_4000L;
    private static final long END = 0xffff_ffff_8100_5000L;

    private static ScriptedRecording withStacks() {
        return withStacks(ByteOrder.LITTLE_ENDIAN);
    }

    private static ScriptedRecording withStacks(ByteOrder order) {
        return recording(order)
                .symbol(TRACING, "trace_event_raw_event_dma_map")
                .symbol(MAP, "dma_map_page_attrs")
                .symbol(INTERRUPT, "asm_common_interrupt")
                .symbol(IDLE, "do_idle")
                .symbol(END, "x")
                .symbol(DRIVER, "fill_ring [driver]")
                .symbol(OTHER_DRIVER, "send [other]")
                .format("ftrace", "kernel_stack", "size:s32", "caller:u64[5]")
                .format("kmem", "kmalloc", "size:u64");
    }

    private static Object[] stack(long... addresses) {
        long[] padded = Arrays.copyOf(addresses, 5);
        return new Object[] {addresses.length, padded};
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void aStackIsNamedOnceForAllItsOperations(String order) {
        RowCollector tables =
                rowsOf(withStacks(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                        .event(100, 0, TASK, 7, "dma_map_page", DISK, 0x5000, 0x5000, 16, 1, 0)
                        .event(101, 0, TASK, 7, "kernel_stack", stack(TRACING + 0x10, MAP + 0x20, DRIVER + 0x1c))
                        .event(110, 0, TASK, 7, "dma_map_page", DISK, 0x6000, 0x6000, 16, 1, 0)
                        .event(111, 0, TASK, 7, "kernel_stack", stack(TRACING + 0x10, MAP + 0x20, DRIVER + 0x1c))
                        .event(120, 0, TASK, 7, "dma_map_page", DISK, 0x7000, 0x7000, 16, 1, 0)
                        .event(121, 0, TASK, 7, "kernel_stack", stack(MAP + 0x20, OTHER_DRIVER + 4)));

        assertThat(tables.rows(TapeTable.EVENT_STACK))
                .containsExactly(
                        Map.of("event_id", 0L, "stack_id", 0L),
                        Map.of("event_id", 1L, "stack_id", 0L),
                        Map.of("event_id", 2L, "stack_id", 1L));
        assertThat(tables.rows(TapeTable.CALL_STACK))
                .containsExactly(
                        Map.of(
                                "stack_id",
                                0L,
                                "caller",
                                "fill_ring",
                                "module",
                                "driver",
                                "frames",
                                "trace_event_raw_event_dma_map+0x10;dma_map_page_attrs+0x20;fill_ring+0x1c [driver]"),
                        Map.of(
                                "stack_id",
                                1L,
                                "caller",
                                "send",
                                "module",
                                "other",
                                "frames",
                                "dma_map_page_attrs+0x20;send+0x4 [other]"));
    }

    @Test
    void anInterruptInBetweenHasAStackOfItsOwnWhichEndsWhereItBegan() {
        RowCollector tables = rowsOf(withStacks()
                .event(100, 0, TASK, 7, "dma_map_page", DISK, 0x5000, 0x5000, 16, 1, 0)
                .event(101, 0, HARDIRQ, 7, "dma_unmap_page", DISK, 0x9000, 32, 2, 0)
                .event(102, 0, HARDIRQ, 7, "kernel_stack", stack(OTHER_DRIVER + 4, INTERRUPT + 8, IDLE + 1, IDLE + 2))
                .event(103, 0, TASK, 7, "kernel_stack", stack(DRIVER + 0x1c)));

        assertThat(tables.rows(TapeTable.EVENT_STACK))
                .containsExactly(Map.of("event_id", 1L, "stack_id", 0L), Map.of("event_id", 0L, "stack_id", 1L));
        assertThat(frames(tables))
                .containsExactly("send+0x4 [other];asm_common_interrupt+0x8", "fill_ring+0x1c [driver]");
    }

    @Test
    void theStackOfAnotherEventIsNotThatOfAnOperation() {
        RowCollector tables = rowsOf(withStacks()
                .event(100, 0, TASK, 7, "dma_map_page", DISK, 0x5000, 0x5000, 16, 1, 0)
                .event(101, 0, TASK, 7, "kmalloc", 64)
                .event(102, 0, TASK, 7, "kernel_stack", stack(DRIVER + 0x1c))
                .event(110, 0, TASK, 7, "dma_map_page", DISK, 0x6000, 0x6000, 16, 1, 0)
                .event(111, 0, TASK, 7, "map", 0xfff0_0000L, 0x6000, 4096)
                .event(112, 0, TASK, 7, "kernel_stack", stack(DRIVER + 0x1c))
                .event(120, 0, TASK, 7, "dma_map_page", DISK, 0x7000, 0x7000, 16, 1, 0)
                .event(121, 0, TASK, 8, "kernel_stack", stack(DRIVER + 0x1c)));

        assertThat(tables.rows(TapeTable.DMA_OP)).hasSize(3);
        assertThat(tables.rows(TapeTable.EVENT_STACK)).isEmpty();
        assertThat(tables.rows(TapeTable.CALL_STACK)).isEmpty();
    }

    @Test
    void aLossInBetweenTakesTheStackWithIt() {
        RowCollector tables = rowsOf(withStacks()
                .event(100, 0, TASK, 7, "dma_map_page", DISK, 0x5000, 0x5000, 16, 1, 0)
                .loss(0, 2)
                .event(103, 0, TASK, 7, "kernel_stack", stack(DRIVER + 0x1c)));

        assertThat(tables.rows(TapeTable.EVENT_STACK)).isEmpty();
    }

    @Test
    void whatNoSymbolNamesIsAnAddressAndMayBeTheCaller() {
        long unknown = 0xffff_ffff_c0ff_0000L;
        RowCollector tables = rowsOf(withStacks()
                .event(100, 0, TASK, 7, "dma_map_page", DISK, 0x5000, 0x5000, 16, 1, 0)
                .event(101, 0, TASK, 7, "kernel_stack", stack(unknown, MAP + 1, DRIVER + 0x1c))
                .event(110, 0, TASK, 7, "dma_map_page", DISK, 0x6000, 0x6000, 16, 1, 0)
                .event(111, 0, TASK, 7, "kernel_stack", stack(MAP + 1, unknown, DRIVER + 0x1c)));

        assertThat(tables.rows(TapeTable.CALL_STACK).get(0))
                .containsEntry("caller", "fill_ring")
                .containsEntry("frames", "0xffffffffc0ff0000;dma_map_page_attrs+0x1;fill_ring+0x1c [driver]");
        assertThat(tables.rows(TapeTable.CALL_STACK).get(1)).doesNotContainKeys("caller", "module");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 6, Integer.MAX_VALUE})
    void aCountThatIsWrongReadsNothingBeyondTheRecord(int size) {
        RowCollector tables = rowsOf(withStacks()
                .event(100, 0, TASK, 7, "dma_map_page", DISK, 0x5000, 0x5000, 16, 1, 0)
                .event(101, 0, TASK, 7, "kernel_stack", size, new long[] {
                    DRIVER + 1, DRIVER + 2, DRIVER + 3, DRIVER + 4, DRIVER + 5
                }));

        assertThat(frames(tables))
                .hasSize(size > 0 ? 1 : 0)
                .allSatisfy(frames -> assertThat(frames.split(";")).hasSize(5));
    }

    @Test
    void aNameMayHoldAnything() {
        RowCollector tables = rowsOf(recording()
                .symbol(DRIVER, "a;b\u001b[31m [m;\u0007]")
                .format("ftrace", "kernel_stack", "size:s32", "caller:u64[5]")
                .event(100, 0, TASK, 7, "dma_map_page", DISK, 0x5000, 0x5000, 16, 1, 0)
                .event(101, 0, TASK, 7, "kernel_stack", stack(DRIVER + 1)));

        assertThat(frames(tables).getFirst()).matches("\\P{Cntrl}*").doesNotContain(";");
    }

    private static List<String> frames(RowCollector tables) {
        return tables.rows(TapeTable.CALL_STACK).stream()
                .map(row -> String.valueOf(row.get("frames")))
                .toList();
    }
}
