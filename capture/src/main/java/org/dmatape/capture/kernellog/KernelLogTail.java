// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kernellog;

import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;
import org.dmatape.capture.recording.KernelSymbols;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingBuffer;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.ringbuffer.MemoryBudget;
import org.dmatape.capture.ringbuffer.PooledBlock;
import org.dmatape.capture.synthetic.RecordWriter;

/// The faults in the log of the running kernel, as they are printed.
public final class KernelLogTail implements Recording, CpuStream {

    private static final long MEMORY_LIMIT_BYTES = 16L << 20;
    private static final int FIRST_BYTES = 1 << 14;

    private final Supplier<List<String>> newLines;
    private final KernelLineParser parser = new KernelLineParser(new HostMode());
    private final Arena arena = Arena.ofShared();
    private final PooledBlock block;
    private boolean ended;

    /// @param newLines lines since it was asked last, as `dmesg` writes them
    public KernelLogTail(Supplier<List<String>> newLines) {
        this.newLines = newLines;
        this.block = new PooledBlock(0, new MemoryBudget(arena, MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES), _ -> {});
    }

    /// The line that stands for messages that are missing.
    public static String dropped(long messages) {
        return LossLines.dropped(messages);
    }

    /// What was printed since. The merge has released the block before it asks for the next.
    @Override
    public Optional<EventBlock> next() {
        block.events().clear();
        block.reserve(FIRST_BYTES, KernelLogTail::tooMuch);
        parser.beginChunk(new RecordWriter(block, KernelLogTail::tooMuch));
        for (String line : newLines.get()) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            parser.line(bytes, 0, bytes.length);
        }
        parser.endChunk();
        return block.isEmpty() ? Optional.empty() : Optional.of(block);
    }

    private static RecordingException tooMuch(long position, String expected, String found) {
        return new RecordingException("the kernel's log, byte " + position + " of what was read at once: expected "
                + expected + ", found " + found);
    }

    @Override
    public boolean mayGoOn() {
        return !ended;
    }

    /// Nothing will be read any more after what is there.
    public void end() {
        ended = true;
    }

    @Override
    public int cpu() {
        return 0;
    }

    @Override
    public String kind() {
        return KernelLogRecording.KIND;
    }

    @Override
    public ByteOrder byteOrder() {
        return ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public int longBytes() {
        return Long.BYTES;
    }

    @Override
    public Map<Integer, EventFormat> formats() {
        return Map.of(KernelFault.ID, KernelFault.FORMAT);
    }

    @Override
    public KernelSymbols symbols() {
        return names -> List.of();
    }

    @Override
    public Map<Integer, String> taskNames() {
        return Map.of();
    }

    @Override
    public List<RecordingBuffer> buffers() {
        return List.of(new RecordingBuffer("", KernelLogRecording.CLOCK, 0, List.of(0)));
    }

    @Override
    public Map<String, String> facts() {
        return Map.of();
    }

    @Override
    public Optional<String> damage() {
        return Optional.empty();
    }

    @Override
    public CpuStream open(RecordingBuffer buffer, int cpu) {
        return this;
    }

    /// Frees its memory; as the stream and as the recording it is closed more than once.
    @Override
    public void close() {
        ended = true;
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
