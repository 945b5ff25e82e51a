// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import org.dmatape.capture.tracedat.compression.Compression;

/// Builds a small trace.dat of either version, with as few or as many parts as a test wants. Events have the layout of
/// [#FORMAT]: a common head and a u64.
final class TraceDatBuilder {

    static final int EVENT_ID = 77;

    private static final String FORMAT = """
            name: tick
            ID: 77
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
            \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            \tfield:u64 number;\toffset:8;\tsize:8;\tsigned:0;

            print fmt: "%llu", REC->number
            """;

    private static final int FLAG_COMPRESSED = 1;
    private static final int PAGE_BYTES = 4096;

    private final int version;
    private final ByteOrder order;
    private final int longBytes;
    private Compression compression = Compression.NONE;
    private int chunkBytes = 10 * PAGE_BYTES;
    private boolean sizeCountsChunkNumber;
    private String kallsyms = "ffffffff81000000 T start\n";
    private String commandLines = "1 init\n42 dd of=x\n";
    private String clocks = "local [mono] boot";
    private final Map<String, String> formats = new LinkedHashMap<>();
    private final List<Option> options = new ArrayList<>();
    private final List<Buffer> buffers = new ArrayList<>();

    private ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// A further option of the file.
    private record Option(int id, ByteBuffer data) {

        static Option of(int id, byte[] data) {
            return new Option(id, ByteBuffer.wrap(data));
        }
    }

    /// A ring buffer with its pages by CPU.
    private record Buffer(String name, String clock, int subBufferBytes, Map<Integer, byte[]> cpus) {}

    /// Where data of a CPU was written.
    private record Extent(int cpu, long offset, long sizeBytes) {}

    TraceDatBuilder(int version, ByteOrder order, int longBytes) {
        this.version = version;
        this.order = order;
        this.longBytes = longBytes;
    }

    static TraceDatBuilder version7() {
        return new TraceDatBuilder(7, ByteOrder.LITTLE_ENDIAN, Long.BYTES);
    }

    static TraceDatBuilder version6() {
        return new TraceDatBuilder(6, ByteOrder.LITTLE_ENDIAN, Long.BYTES);
    }

    TraceDatBuilder compression(Compression newCompression) {
        compression = newCompression;
        return this;
    }

    TraceDatBuilder chunkBytes(int newChunkBytes) {
        chunkBytes = newChunkBytes;
        return this;
    }

    /// As trace-cmd 3.4 does it; 3.1 does not.
    TraceDatBuilder sizeCountsChunkNumber() {
        sizeCountsChunkNumber = true;
        return this;
    }

    TraceDatBuilder kallsyms(String text) {
        kallsyms = text;
        return this;
    }

    TraceDatBuilder commandLines(String text) {
        commandLines = text;
        return this;
    }

    TraceDatBuilder clocks(String text) {
        clocks = text;
        return this;
    }

    /// Another event, alone in its system.
    TraceDatBuilder format(String system, String text) {
        formats.put(system, text);
        return this;
    }

    TraceDatBuilder option(int id, byte[] data) {
        options.add(Option.of(id, data));
        return this;
    }

    TraceDatBuilder option(int id, String text) {
        return option(id, (text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    TraceDatBuilder buffer(String name, int subBufferBytes, Map<Integer, byte[]> cpus) {
        return buffer(name, "local", subBufferBytes, cpus);
    }

    /// A buffer that a writer names the clock of; trace-cmd writes one name for all.
    TraceDatBuilder buffer(String name, String clock, int subBufferBytes, Map<Integer, byte[]> cpus) {
        buffers.add(new Buffer(name, clock, subBufferBytes, new LinkedHashMap<>(cpus)));
        return this;
    }

    Path write(Path file) {
        try {
            return Files.write(file, build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] build() {
        out = new ByteArrayOutputStream();
        bytes(new byte[] {0x17, 0x08, 0x44}).text("tracing" + version + "\0");
        u8(order == ByteOrder.BIG_ENDIAN ? 1 : 0).u8(longBytes).u32(PAGE_BYTES);
        return version == 7 ? buildSections() : buildSequence();
    }

    private byte[] buildSections() {
        text(compression.name().toLowerCase(Locale.ROOT) + "\0" + "1\0");
        int optionsField = out.size();
        u64(0);
        long headers = section(OptionId.HEADER_INFO, this::headerInfo);
        long ftrace = section(OptionId.FTRACE_EVENTS, () -> u32(0));
        long formats = section(OptionId.EVENT_FORMATS, this::eventFormats);
        long symbols = section(OptionId.KALLSYMS, () -> u32(kallsyms.length()).text(kallsyms));
        long tasks =
                section(OptionId.COMMAND_LINES, () -> u64(commandLines.length()).text(commandLines));
        List<byte[]> bufferOptions = new ArrayList<>();
        for (Buffer buffer : buffers) {
            bufferOptions.add(bufferSection(buffer));
        }
        int optionsOffset = out.size();
        byte[] body = nested(() -> {
            sectionOption(OptionId.HEADER_INFO, headers);
            sectionOption(OptionId.FTRACE_EVENTS, ftrace);
            sectionOption(OptionId.EVENT_FORMATS, formats);
            sectionOption(OptionId.KALLSYMS, symbols);
            sectionOption(OptionId.COMMAND_LINES, tasks);
            option(Option.of(OptionId.TRACE_CLOCK, clocks.getBytes(StandardCharsets.UTF_8)));
            options.forEach(this::option);
            bufferOptions.forEach(data -> option(Option.of(OptionId.BUFFER, data)));
            sectionOption(OptionId.DONE, 0);
        });
        u16(OptionId.DONE).u16(0).u32(-1).u64(body.length).bytes(body);
        byte[] file = out.toByteArray();
        ByteBuffer.wrap(file).order(order).putLong(optionsField, optionsOffset);
        return file;
    }

    private byte[] buildSequence() {
        headerInfo().u32(0).eventFormats();
        u32(kallsyms.length()).text(kallsyms).u32(0);
        u64(commandLines.length()).text(commandLines);
        Buffer main = buffers.getFirst();
        u32(cpuCount(main)).text("options  \0");
        List<Integer> instanceFields = new ArrayList<>();
        option(Option.of(OptionId.TRACE_CLOCK, new byte[0]));
        options.forEach(this::option);
        for (Buffer instance : buffers.subList(1, buffers.size())) {
            instanceFields.add(out.size() + 6);
            option(Option.of(OptionId.BUFFER, nested(() -> u64(0).text(instance.name() + "\0"))));
        }
        u16(OptionId.DONE);
        Map<Integer, Long> patches = new LinkedHashMap<>();
        sequencePart(main, true, patches);
        for (int i = 1; i < buffers.size(); i++) {
            patches.put(instanceFields.get(i - 1), (long) out.size());
            Buffer instance = buffers.get(i);
            text("options  \0");
            option(Option.of(OptionId.CPU_COUNT, nested(() -> u32(cpuCount(instance)))));
            u16(OptionId.DONE);
            sequencePart(instance, false, patches);
        }
        byte[] file = out.toByteArray();
        patches.forEach((field, value) -> ByteBuffer.wrap(file).order(order).putLong(field, value));
        return file;
    }

    private void sequencePart(Buffer buffer, boolean withClock, Map<Integer, Long> patches) {
        text("flyrecord\0");
        int table = out.size();
        bytes(new byte[16 * cpuCount(buffer)]);
        if (withClock) {
            u64(clocks.length()).text(clocks);
        }
        for (Map.Entry<Integer, byte[]> cpu : buffer.cpus().entrySet()) {
            align();
            patches.put(table + 16 * cpu.getKey(), (long) out.size());
            patches.put(table + 16 * cpu.getKey() + 8, (long) cpu.getValue().length);
            bytes(cpu.getValue());
        }
    }

    private byte[] bufferSection(Buffer buffer) {
        long section = out.size();
        u16(OptionId.BUFFER)
                .u16(compression == Compression.NONE ? 0 : FLAG_COMPRESSED)
                .u32(-1)
                .u64(0);
        List<Extent> extents = new ArrayList<>();
        buffer.cpus().forEach((cpu, pages) -> {
            align();
            int begin = out.size();
            if (compression == Compression.NONE) {
                bytes(pages);
            } else {
                chunks(pages);
            }
            int uncounted = compression == Compression.NONE || sizeCountsChunkNumber ? 0 : 4;
            extents.add(new Extent(cpu, begin, out.size() - begin - uncounted));
        });
        return nested(() -> {
            u64(section).text(buffer.name() + "\0" + buffer.clock() + "\0").u32(buffer.subBufferBytes());
            u32(extents.size());
            extents.forEach(extent -> u32(extent.cpu()).u64(extent.offset()).u64(extent.sizeBytes()));
        });
    }

    private void chunks(byte[] pages) {
        u32((pages.length + chunkBytes - 1) / chunkBytes);
        for (int begin = 0; begin < pages.length; begin += chunkBytes) {
            byte[] chunk = Arrays.copyOfRange(pages, begin, Math.min(pages.length, begin + chunkBytes));
            byte[] compressed = compress(chunk);
            u32(compressed.length).u32(chunk.length).bytes(compressed);
        }
    }

    private byte[] compress(byte[] data) {
        if (compression == Compression.ZSTD) {
            try (ZstdCompressCtx context = new ZstdCompressCtx().setContentSize(false)) {
                return context.compress(data);
            }
        }
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] target = new byte[data.length + 1024];
        int length = deflater.deflate(target);
        deflater.end();
        return Arrays.copyOf(target, length);
    }

    private long section(int id, Runnable writer) {
        long offset = out.size();
        byte[] body = nested(writer);
        if (compression == Compression.NONE) {
            u16(id).u16(0).u32(-1).u64(body.length).bytes(body);
        } else {
            byte[] compressed = compress(body);
            u16(id).u16(FLAG_COMPRESSED).u32(-1).u64(compressed.length + 8L);
            u32(compressed.length).u32(body.length).bytes(compressed);
        }
        return offset;
    }

    private TraceDatBuilder headerInfo() {
        String page = "\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n"
                + "\tfield: local_t commit;\toffset:8;\tsize:" + longBytes + ";\tsigned:1;\n"
                + "\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n"
                + "\tfield: char data;\toffset:" + (8 + longBytes) + ";\tsize:" + (PAGE_BYTES - 8 - longBytes)
                + ";\tsigned:1;\n";
        String event = "# compressed entry header\n\ttype_len    :    5 bits\n\ttime_delta  :   27 bits\n";
        return text("header_page\0")
                .u64(page.length())
                .text(page)
                .text("header_event\0")
                .u64(event.length())
                .text(event);
    }

    private TraceDatBuilder eventFormats() {
        u32(1 + formats.size()).text("test\0").u32(1).u64(FORMAT.length()).text(FORMAT);
        formats.forEach((system, format) ->
                text(system + "\0").u32(1).u64(format.length()).text(format));
        return this;
    }

    private void sectionOption(int id, long offset) {
        u16(id).u32(8).u64(offset);
    }

    private void option(Option option) {
        u16(option.id()).u32(option.data().capacity()).bytes(option.data().array());
    }

    private static int cpuCount(Buffer buffer) {
        return buffer.cpus().keySet().stream().mapToInt(cpu -> cpu + 1).max().orElse(1);
    }

    private byte[] nested(Runnable writer) {
        ByteArrayOutputStream outer = out;
        out = new ByteArrayOutputStream();
        writer.run();
        byte[] result = out.toByteArray();
        out = outer;
        return result;
    }

    private void align() {
        bytes(new byte[(PAGE_BYTES - out.size() % PAGE_BYTES) % PAGE_BYTES]);
    }

    private TraceDatBuilder text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private TraceDatBuilder bytes(byte[] data) {
        out.writeBytes(data);
        return this;
    }

    private TraceDatBuilder u8(int value) {
        out.write(value);
        return this;
    }

    private TraceDatBuilder u16(int value) {
        return bytes(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    private TraceDatBuilder u32(long value) {
        return bytes(ByteBuffer.allocate(4).order(order).putInt((int) value).array());
    }

    private TraceDatBuilder u64(long value) {
        return bytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
    }
}
