// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.compression.Compression;
import org.dmatape.capture.tracedat.compression.Decompressor;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.file.RecordingFile;
import org.dmatape.capture.tracedat.file.Section;

/// Reads the metadata of a version 7 file: options point to sections, sections may be anywhere.
final class VersionSevenReader {

    private final RecordingFile file;
    private final FileHeader header;
    private final Decompressor decompressor;
    private final ExtentCheck extentCheck;
    private final Metadata metadata = new Metadata();
    private final Map<Integer, Long> sectionOffsets = new HashMap<>();
    private final List<BufferOption> bufferOptions = new ArrayList<>();

    VersionSevenReader(RecordingFile file, FileHeader header, Decompressor decompressor, ExtentCheck extentCheck) {
        this.file = file;
        this.header = header;
        this.decompressor = decompressor;
        this.extentCheck = extentCheck;
    }

    Metadata read() {
        OptionChain chain = new OptionChain(file, header, decompressor);
        boolean complete = readOptions(chain);
        readSections();
        for (BufferOption option : bufferOptions) {
            metadata.buffers().add(extentCheck.check(resolve(option), metadata));
        }
        if (extentCheck.salvage() && (!complete || bufferOptions.isEmpty())) {
            new BufferScan(file, header, metadata).scan(chain.endOffset());
        }
        if (metadata.buffers().isEmpty()) {
            throw withoutBuffers();
        }
        return metadata;
    }

    /// Reads the options.
    ///
    /// @return whether the chain of options is whole; when salvaging it need not be
    private boolean readOptions(OptionChain chain) {
        OptionReader optionReader = new OptionReader(metadata);
        try {
            chain.visit((id, data) -> readOption(id, data, optionReader));
            return true;
        } catch (RecordingException e) {
            if (!extentCheck.salvage() || chain.endOffset() == 0) {
                throw e;
            }
            metadata.damage().add(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void readOption(int id, Cursor data, OptionReader optionReader) {
        switch (id) {
            case OptionId.BUFFER -> bufferOptions.add(BufferOption.read(data));
            case OptionId.HEADER_INFO,
                    OptionId.FTRACE_EVENTS,
                    OptionId.EVENT_FORMATS,
                    OptionId.KALLSYMS,
                    OptionId.COMMAND_LINES -> sectionOffsets.put(id, data.u64("the offset of section " + id));
            default -> optionReader.read(id, data);
        }
    }

    private RecordingException withoutBuffers() {
        if (metadata.latencyText()) {
            return new RecordingException(
                    file.path() + ": holds the text of a latency tracer, expected recorded events");
        }
        return file.damaged(
                header.optionsOffset(),
                "options that lead to the events of at least one buffer",
                extentCheck.salvage() ? "none, and no events behind them" : "none");
    }

    private void readSections() {
        MetadataSections sections = new MetadataSections(metadata);
        sections.readHeaderInfo(section(OptionId.HEADER_INFO, "headers")
                .orElseThrow(
                        () -> file.damaged(header.optionsOffset(), "an option that points to the headers", "none")));
        section(OptionId.FTRACE_EVENTS, "ftrace events").ifPresent(sections::readFtraceEvents);
        section(OptionId.EVENT_FORMATS, "event formats").ifPresent(sections::readEventFormats);
        section(OptionId.COMMAND_LINES, "command lines").ifPresent(sections::readCommandLines);
        metadata.setSymbolText(this::readSymbols);
    }

    private Optional<Cursor> section(int id, String name) {
        return Optional.ofNullable(sectionOffsets.get(id))
                .map(offset -> Section.at(file, header.order(), offset)
                        .requireId(id, name)
                        .body(decompressor, name));
    }

    /// Runs later than the rest, so it takes a decompressor of its own.
    private ByteBuffer readSymbols() {
        Long offset = sectionOffsets.get(OptionId.KALLSYMS);
        if (offset == null) {
            return ByteBuffer.allocate(0);
        }
        try (Decompressor ownDecompressor = header.compression().newDecompressor()) {
            Cursor cursor = Section.at(file, header.order(), offset)
                    .requireId(OptionId.KALLSYMS, "kallsyms")
                    .body(ownDecompressor, "kallsyms");
            return cursor.arrayBytes(cursor.u32("the size of kallsyms"), "kallsyms");
        }
    }

    private BufferTable resolve(BufferOption option) {
        if (option.cpus().isEmpty()) {
            return table(option, false);
        }
        Section section =
                Section.at(file, header.order(), option.sectionOffset()).requireId(OptionId.BUFFER, "buffer");
        if (section.compressed() && header.compression() == Compression.NONE) {
            throw uncompressedExpected(section);
        }
        return table(option, section.compressed());
    }

    private BufferTable table(BufferOption option, boolean compressed) {
        return new BufferTable(option.name(), clock(option), option.subBufferBytes(), compressed, option.cpus());
    }

    /// trace-cmd writes the clock of the main buffer for all, even when that is not used: `local` although another
    /// clock was selected. Only where the names differ do they say something of each buffer.
    private String clock(BufferOption option) {
        boolean isOneName =
                bufferOptions.stream().allMatch(other -> other.clock().equals(option.clock()));
        return isOneName ? metadata.selectedClock().orElse(option.clock()) : option.clock();
    }

    private RecordingException uncompressedExpected(Section section) {
        return file.damaged(
                section.headerOffset(), "an uncompressed buffer as the header says", "one marked as compressed");
    }
}
