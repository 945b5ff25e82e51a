// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.raw;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dmatape.capture.instrument.PlannedEvent;

/// What stands before the pages in a trace.dat of version 6:
///
///     17 08 44 "tracing" "6" NUL, u8 endian, u8 long bytes, u32 page bytes
///     "header_page" NUL, u64 bytes, text; "header_event" NUL, u64 bytes, text
///     u32 ftrace events, each: u64 bytes, format text
///     u32 systems, each: name NUL, u32 events, each: u64 bytes, format text
///     u32 bytes, kallsyms; u32 0 (no printk formats); u64 bytes, names of threads; u32 CPUs
///     "options  " NUL, each: u16 number, u32 bytes, data; u16 0 (25709 is dmatape's own, see [RecorderFacts])
///     "flyrecord" NUL, each CPU: u64 offset, u64 bytes
///     u64 bytes, clocks
///
/// Source: trace-cmd 3.4, `Documentation/trace-cmd/trace-cmd.dat.v6.5.txt`.
public final class TraceDatHead {

    /// Option with the statistics of one CPU.
    public static final int CPU_STATISTICS = 2;

    /// Option with what `uname` says.
    public static final int UNAME = 5;

    /// Option with facts about the recording that no option of trace-cmd is for.
    public static final int FACTS = 0x646d;

    private static final int CLOCK = 4;
    /// The system of what is no tracepoint, which stands by itself.
    private static final String FTRACE = "ftrace";
    private static final byte[] MAGIC = {0x17, 0x08, 0x44};
    private static final int LONG_BYTES = 8;
    private static final String CLOCKS = "local global [mono]";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Begins with what describes pages and events.
    ///
    /// @param formats text of each event's format
    public TraceDatHead(int pageBytes, String headerPage, String headerEvent, Map<PlannedEvent, String> formats) {
        out.writeBytes(MAGIC);
        text("tracing");
        text("6\0");
        out.write(ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? 1 : 0);
        out.write(LONG_BYTES);
        u32(pageBytes);
        text("header_page\0");
        sized(headerPage);
        text("header_event\0");
        sized(headerEvent);
        Map<String, List<String>> systems = new TreeMap<>();
        formats.forEach((event, format) -> systems.merge(
                event.system(),
                List.of(format),
                (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
        formats(Optional.ofNullable(systems.remove(FTRACE)).orElse(List.of()));
        u32(systems.size());
        systems.forEach((system, texts) -> {
            text(system + "\0");
            formats(texts);
        });
    }

    private void formats(List<String> texts) {
        u32(texts.size());
        texts.forEach(this::sized);
    }

    /// Goes on with what is known of the kernel.
    ///
    /// @param cpus how many there are, from CPU 0 on
    /// @param options texts by number
    public void describe(byte[] symbols, String taskNames, int cpus, SortedMap<Integer, String> options) {
        u32(symbols.length);
        out.writeBytes(symbols);
        u32(0);
        sized(taskNames);
        u32(cpus);
        text("options  \0");
        option(CLOCK, "");
        options.forEach(this::option);
        u16(0);
        text("flyrecord\0");
    }

    /// Bytes of all of it, once it was described: pages can begin there.
    ///
    /// @param cpus as many as were said
    long sizeBytes(int cpus) {
        return out.size() + (2L * cpus + 1) * Long.BYTES + CLOCKS.length();
    }

    /// Ends with where the pages are.
    ///
    /// @param pages of each CPU, from CPU 0 on
    byte[] end(PagesPlace... pages) {
        for (PagesPlace place : pages) {
            u64(place.offset());
            u64(place.sizeBytes());
        }
        sized(CLOCKS);
        return out.toByteArray();
    }

    private void option(int number, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        u16(number);
        u32(bytes.length);
        out.writeBytes(bytes);
    }

    private void sized(String text) {
        u64(text.getBytes(StandardCharsets.UTF_8).length);
        text(text);
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void u16(int value) {
        out.writeBytes(number(Short.BYTES).putShort((short) value).array());
    }

    private void u32(int value) {
        out.writeBytes(number(Integer.BYTES).putInt(value).array());
    }

    private void u64(long value) {
        out.writeBytes(number(Long.BYTES).putLong(value).array());
    }

    private static ByteBuffer number(int sizeBytes) {
        return ByteBuffer.allocate(sizeBytes).order(ByteOrder.nativeOrder());
    }
}
