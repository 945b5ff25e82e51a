// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.samples.generate.TraceCompression;

/// Version 7: sections that options point to.
///
///     magic "7\0" endian long page | compression name\0 version\0 | u64 offset of the first options
///     section:  u16 id  u16 flags (bit 0 compressed)  u32 description (offset into STRINGS)  u64 size  body
///     body of a compressed text:    u32 compressed size  u32 size  bytes
///     body of compressed CPU data:  u32 chunks, then chunks
///     option:   u16 id  u32 size  data; DONE points to the next section of options
final class TraceDatVersion7 implements TraceDatFile {

    private static final int COMPRESSED = 1;
    private static final int SECTION_SIZE_OFFSET = 8;
    private static final int SECTION_HEADER_BYTES = 16;

    private final TraceCompression compression;

    TraceDatVersion7(TraceCompression compression) {
        this.compression = compression;
    }

    @Override
    public void write(Path file, TraceDatContent content, List<TraceDatContent.Buffer> buffers) throws IOException {
        try (FileBuilder out = new FileBuilder(file);
                ChunkCompressor compressor = ChunkCompressor.of(compression)) {
            new Pass(out, content, compressor).write(buffers);
        }
    }

    private static String libraryVersion(TraceCompression compression) {
        return switch (compression) {
            case NONE -> "";
            case ZLIB -> "1.2.13";
            case ZSTD -> "1.5.7";
        };
    }

    /// The writing of one file.
    private final class Pass {

        private final FileBuilder out;
        private final TraceDatContent content;
        private final ChunkCompressor compressor;
        private final OrderedBytes descriptions;
        private final OrderedBytes options;

        Pass(FileBuilder out, TraceDatContent content, ChunkCompressor compressor) {
            this.out = out;
            this.content = content;
            this.compressor = compressor;
            descriptions = content.bytes();
            options = content.bytes();
        }

        void write(List<TraceDatContent.Buffer> buffers) throws IOException {
            out.append(content.start(7)
                    .terminated(compression.label())
                    .terminated(libraryVersion(compression))
                    .toByteArray());
            long firstOptionsPlace = out.append(new byte[Long.BYTES]);
            appendText(OptionId.HEADER_INFO, "headers", content.headerInfo());
            appendText(OptionId.FTRACE_EVENTS, "ftrace events", content.ftraceFormatList());
            appendText(OptionId.EVENT_FORMATS, "events format", content.formatsBySystem());
            appendText(OptionId.KALLSYMS, "kallsyms", content.symbolTable());
            appendText(OptionId.PRINTK, "printk", content.printkFormats());
            appendText(OptionId.CMDLINES, "command lines", content.taskNameList());
            OptionId.putFacts(options, content);
            OptionId.put(
                    options,
                    OptionId.CPUCOUNT,
                    content.bytes().u32(buffers.getFirst().cpus().size()));
            long nextOptionsPlace =
                    out.position() + SECTION_HEADER_BYTES + options.size() + Short.BYTES + Integer.BYTES;
            OptionId.put(options, OptionId.DONE, content.bytes().u64(0));
            putOffset(firstOptionsPlace, appendSection(OptionId.DONE, 0, "options", options.toByteArray()));
            OrderedBytes bufferOptions = content.bytes();
            for (TraceDatContent.Buffer buffer : buffers) {
                OptionId.put(bufferOptions, OptionId.BUFFER, appendBuffer(buffer));
            }
            OptionId.put(bufferOptions, OptionId.DONE, content.bytes().u64(0));
            putOffset(nextOptionsPlace, appendSection(OptionId.DONE, 0, "options", bufferOptions.toByteArray()));
            appendSection(
                    OptionId.STRINGS,
                    0,
                    "strings",
                    descriptions.terminated("strings").toByteArray());
        }

        private void appendText(int id, String description, byte[] text) throws IOException {
            long at;
            if (compression == TraceCompression.NONE) {
                at = appendSection(id, 0, description, text);
            } else {
                byte[] packed = compressor.compress(text, text.length);
                byte[] body = content.bytes()
                        .u32(packed.length)
                        .u32(text.length)
                        .raw(packed)
                        .toByteArray();
                at = appendSection(id, COMPRESSED, description, body);
            }
            OptionId.put(options, id, content.bytes().u64(at));
        }

        private long appendSection(int id, int flags, String description, byte[] body) throws IOException {
            long at = out.append(sectionHeader(id, flags, description, body.length));
            out.append(body);
            return at;
        }

        private byte[] sectionHeader(int id, int flags, String description, long size) {
            byte[] header = content.bytes()
                    .u16(id)
                    .u16(flags)
                    .u32(descriptions.size())
                    .u64(size)
                    .toByteArray();
            if (id != OptionId.STRINGS) {
                descriptions.terminated(description);
            }
            return header;
        }

        /// Appends a buffer's data; gives the data of its option.
        private OrderedBytes appendBuffer(TraceDatContent.Buffer buffer) throws IOException {
            boolean packed = compression != TraceCompression.NONE;
            String description = "flyrecord" + (buffer.name().isEmpty() ? "" : " " + buffer.name());
            long section = out.append(sectionHeader(OptionId.BUFFER, packed ? COMPRESSED : 0, description, 0));
            List<CpuSpool> withData =
                    buffer.cpus().stream().filter(cpu -> cpu.bytes() > 0).toList();
            OrderedBytes option = content.bytes()
                    .u64(section)
                    .terminated(buffer.name())
                    .terminated(content.clock())
                    .u32(buffer.subBufferBytes())
                    .u32(withData.size());
            for (CpuSpool cpu : withData) {
                out.alignTo(buffer.subBufferBytes());
                long at = out.position();
                if (packed) {
                    out.append(content.bytes().u32(cpu.chunks()).toByteArray());
                }
                out.append(cpu);
                option.u32(buffer.cpus().indexOf(cpu)).u64(at).u64(out.position() - at);
            }
            long size = out.position() - section - SECTION_HEADER_BYTES;
            putOffset(section + SECTION_SIZE_OFFSET, size);
            return option;
        }

        private void putOffset(long place, long value) throws IOException {
            out.putAt(place, content.bytes().u64(value).toByteArray());
        }
    }
}
