// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.RecordingShape;
import org.dmatape.samples.generate.TraceClock;
import org.dmatape.samples.generate.internal.event.layout.ClockUnits;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.probe.KernelFunction;
import org.dmatape.samples.generate.internal.file.TraceDatContent;
import org.dmatape.samples.generate.internal.machine.kernel.Threads;
import org.dmatape.samples.generate.internal.ring.RingGeometry;

/// The texts a recording holds beside its events, as tracefs and procfs would show them.
final class ContentTexts {

    private static final String HEADER_EVENT = """
            # compressed entry header
            \ttype_len    :    5 bits
            \ttime_delta  :   27 bits
            \tarray       :   32 bits

            \tpadding     : type == 29
            \ttime_extend : type == 30
            \ttime_stamp : type == 31
            \tdata max type_len  == 28
            """;
    private static final int OTHER_FUNCTIONS = 400;
    private static final int OTHER_FUNCTION_BYTES = 0x40;
    private static final long OTHER_FUNCTIONS_BELOW = 0x10_0000;
    private static final int PRINT_ID = 5;
    private static final int PRINT_RECORD_START = 8;

    private ContentTexts() {}

    static TraceDatContent of(
            GeneratorOptions options, EventCatalogue catalogue, int queueCount, List<Long> eventsPerCpu) {
        RecordingShape shape = options.shape();
        return new TraceDatContent(
                shape.words().byteOrder(),
                shape.words().longBytes(),
                shape.subBufferBytes(),
                headerPage(RecordedBuffers.geometry(shape)),
                HEADER_EVENT,
                List.of(printFormat(shape.words().longBytes())),
                catalogue.formatTextsBySystem(),
                symbols(shape.words().longBytes()),
                Threads.names(options.machine().cpus(), queueCount),
                shape.clock().label(),
                clocks(shape.clock()),
                "Linux (none) " + options.machine().kernel().release() + " " + machine(shape),
                statistics(eventsPerCpu),
                options.seed(),
                tscConversion(shape.clock()));
    }

    private static String headerPage(RingGeometry geometry) {
        return String.format("""
                \tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;
                \tfield: local_t commit;\toffset:8;\tsize:%d;\tsigned:1;
                \tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;
                \tfield: char data;\toffset:%d;\tsize:%d;\tsigned:0;
                """, geometry.longBytes(), geometry.dataOffset(), geometry.dataBytes());
    }

    /// ftrace's own event behind `trace_marker`; none is recorded, but readers expect ftrace to have events.
    private static String printFormat(int longBytes) {
        return String.format("""
                name: print
                ID: %d
                format:
                \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
                \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
                \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
                \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

                \tfield:unsigned long ip;\toffset:8;\tsize:%d;\tsigned:0;
                \tfield:char buf[];\toffset:%d;\tsize:0;\tsigned:0;

                print fmt: "%%ps: %%s", (void *)REC->ip, REC->buf
                """, PRINT_ID, longBytes, PRINT_RECORD_START + longBytes);
    }

    private static String symbols(int longBytes) {
        Map<Long, String> byAddress = new TreeMap<>();
        for (KernelFunction function : KernelFunction.values()) {
            byAddress.put(function.address(longBytes), function.symbol());
        }
        long first = KernelFunction.DMA_MAP_PAGE_ATTRS.address(longBytes) - OTHER_FUNCTIONS_BELOW;
        for (int i = 0; i < OTHER_FUNCTIONS; i++) {
            byAddress.put(first + (long) i * OTHER_FUNCTION_BYTES, "simulated_function_" + i);
        }
        StringBuilder text = new StringBuilder();
        byAddress.forEach((address, name) ->
                text.append(String.format(longBytes == Long.BYTES ? "%016x T %s\n" : "%08x T %s\n", address, name)));
        return text.toString();
    }

    private static String clocks(TraceClock selected) {
        String all = "local global counter uptime perf mono mono_raw boot tai x86-tsc\n";
        return all.replace(
                " " + selected.label() + (selected == TraceClock.MONO ? " " : "\n"),
                " [" + selected.label() + "]" + (selected == TraceClock.MONO ? " " : "\n"));
    }

    private static String machine(RecordingShape shape) {
        boolean wide = shape.words().longBytes() == Long.BYTES;
        if (shape.words().byteOrder() == ByteOrder.LITTLE_ENDIAN) {
            return wide ? "x86_64" : "armv7l";
        }
        return wide ? "ppc64" : "ppc";
    }

    private static List<String> statistics(List<Long> eventsPerCpu) {
        List<String> texts = new ArrayList<>();
        for (int cpu = 0; cpu < eventsPerCpu.size(); cpu++) {
            texts.add("CPU: " + cpu + "\nentries: " + eventsPerCpu.get(cpu) + "\noverrun: 0\ncommit overrun: 0\n");
        }
        return texts;
    }

    private static Optional<TraceDatContent.TscConversion> tscConversion(TraceClock clock) {
        return clock == TraceClock.X86_TSC
                ? Optional.of(
                        new TraceDatContent.TscConversion((int) ClockUnits.tscMultiplier(), ClockUnits.TSC_SHIFT, 0))
                : Optional.empty();
    }
}
