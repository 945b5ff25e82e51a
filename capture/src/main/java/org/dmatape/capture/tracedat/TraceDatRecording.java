// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.kallsyms.SymbolTable;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.KernelSymbols;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.compression.Decompressor;
import org.dmatape.capture.tracedat.file.RecordingFile;
import org.dmatape.capture.tracedat.page.CpuExtent;

/// A recording made by trace-cmd.
public final class TraceDatRecording implements Recording {

    private final RecordingFile file;
    private final FileHeader header;
    private final Metadata metadata;
    private final DamageReport damage;
    private final StreamFactory streams;
    private final KernelSymbols symbols;

    private TraceDatRecording(RecordingFile file, FileHeader header, Metadata metadata, OpenOptions options) {
        this.file = file;
        this.header = header;
        this.metadata = metadata;
        this.damage = new DamageReport(metadata.damage());
        this.streams = new StreamFactory(file, header, metadata, options, damage);
        this.symbols =
                new SymbolTable(options.salvage() ? () -> symbolTextIfWhole(metadata, damage) : metadata.symbolText());
    }

    /// Events are worth more than the names of the functions in them.
    private static ByteBuffer symbolTextIfWhole(Metadata metadata, DamageReport damage) {
        try {
            return metadata.symbolText().get();
        } catch (RecordingException damaged) {
            damage.add("no names of kernel functions: " + damaged.getMessage());
            return ByteBuffer.allocate(0);
        }
    }

    /// Whether a file begins as a trace.dat does. Files that cannot be read do not.
    public static boolean isTraceDat(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return FileHeader.startsWithMagic(in.readNBytes(FileHeader.MAGIC_BYTES));
        } catch (IOException e) {
            return false;
        }
    }

    /// Opens a recording and reads its metadata.
    ///
    /// @throws org.dmatape.capture.recording.RecordingException when it is missing, no trace.dat, or damaged
    public static TraceDatRecording open(Path path, OpenOptions options) {
        RecordingFile file = RecordingFile.open(path);
        boolean opened = false;
        try {
            FileHeader header = FileHeader.read(file);
            Metadata metadata = readMetadata(file, header, new ExtentCheck(file, options.salvage()));
            TraceDatRecording recording = new TraceDatRecording(file, header, metadata, options);
            opened = true;
            return recording;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static Metadata readMetadata(RecordingFile file, FileHeader header, ExtentCheck extentCheck) {
        if (header.version() == FileHeader.VERSION_SEQUENTIAL) {
            return new VersionSixReader(file, header, extentCheck).read();
        }
        try (Decompressor decompressor = header.compression().newDecompressor()) {
            return new VersionSevenReader(file, header, decompressor, extentCheck).read();
        }
    }

    @Override
    public String kind() {
        return "trace.dat v" + header.version();
    }

    @Override
    public ByteOrder byteOrder() {
        return header.order();
    }

    @Override
    public int longBytes() {
        return metadata.pageLayout().longBytes();
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        return Collections.unmodifiableMap(metadata.formats());
    }

    @Override
    public KernelSymbols symbols() {
        return symbols;
    }

    @Override
    public Map<Integer, String> taskNames() {
        return metadata.taskNames();
    }

    @Override
    public List<RecordingBuffer> buffers() {
        return metadata.buffers().stream()
                .map(table -> new RecordingBuffer(
                        table.name(),
                        table.clock(),
                        table.subBufferBytes(),
                        table.cpus().stream().map(CpuExtent::cpu).toList()))
                .toList();
    }

    /// Facts of the host, as far as the file has them:
    ///
    /// | name | content |
    /// |---|---|
    /// | `uname` | kernel and machine |
    /// | `recorder_version` | version of trace-cmd |
    /// | `trace_clock` | clock that was selected while recording |
    /// | `trace_id` | identity of the recording, hexadecimal |
    /// | `cpu_count` | CPUs of the machine |
    /// | `cpustat` | what the kernel counted, CPU by CPU, and behind a line `Buffer: NAME` those of an instance |
    /// | `date_offset_us` | microseconds to add for wall-clock time, as text; they are not added to the events |
    /// | `time_shift_peer` | identity of the recording whose clock the times were brought to, hexadecimal |
    /// | `guests` | guests recorded together with this host, a line each |
    /// | `hooks` | hooks set while recording |
    @Override
    public Map<String, String> facts() {
        return Collections.unmodifiableMap(metadata.facts());
    }

    /// What a recording opened for salvage lacks. Damage in events shows when they are read, so this is complete when
    /// all streams have been read to their ends.
    @Override
    public Optional<String> damage() {
        return damage.text();
    }

    @Override
    public double shareRead() {
        return streams.shareRead();
    }

    @Override
    public CpuStream open(RecordingBuffer buffer, int cpu) {
        return streams.open(buffer.name(), cpu);
    }

    @Override
    public void close() {
        streams.close();
        file.close();
    }
}
