// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dmatape.capture.recording.FileChecksum;

/// The chunks of a text, read once and in order, taken by lanes in whatever order they come: what others have not
/// taken yet waits. A lane is never more than a few chunks ahead, so few wait.
///
/// ```
///   | last byte before it | its own bytes | of the next one: the rest of the last line | padding |
/// ```
public final class LogChunks implements AutoCloseable {

    private final LogFile file;
    private final LogText text;
    private final int chunkBytes;
    /// The end of the last chunk, with which the next begins.
    private final byte[] carried;
    private int carriedBytes = 1;
    private final Map<Long, Chunk> waiting = new HashMap<>();
    private final Deque<byte[]> free = new ArrayDeque<>();
    private long nextNumber;
    private boolean ended;

    /// A chunk.
    ///
    /// @param text its bytes
    /// @param ownEnd lines that begin from there on belong to the next chunk
    /// @param length bytes of text
    /// @param isEnd whether the text ends there
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Chunk(byte[] text, int ownEnd, int length, boolean isEnd) {}

    /// The chunks of what a file says.
    public LogChunks(LogFile file) {
        this(file, LineChunks.CHUNK_BYTES, LineChunks.LONGEST_LINE_BYTES);
    }

    /// @param chunkBytes bytes of a chunk
    /// @param overlapBytes bytes of the next one it is shown with
    LogChunks(LogFile file, int chunkBytes, int overlapBytes) {
        this.file = file;
        this.text = LogText.of(file);
        this.chunkBytes = chunkBytes;
        this.carried = new byte[1 + overlapBytes];
        carried[0] = '\n';
    }

    /// Takes a chunk; each is taken once.
    ///
    /// @return empty behind the end
    synchronized Optional<Chunk> take(long number) {
        while (nextNumber <= number && !ended) {
            waiting.put(nextNumber, read());
            nextNumber++;
        }
        return Optional.ofNullable(waiting.remove(number));
    }

    /// The text of a chunk is not needed any more.
    synchronized void giveBack(Chunk chunk) {
        free.add(chunk.text());
    }

    private Chunk read() {
        byte[] used = free.poll();
        int most = chunkBytes + carried.length;
        byte[] bytes = used == null ? new byte[most + LineChunks.PADDING_BYTES] : used;
        System.arraycopy(carried, 0, bytes, 0, carriedBytes);
        int wanted = most - carriedBytes;
        int got = text.read(bytes, carriedBytes, wanted);
        int length = carriedBytes + got;
        int ownEnd = Math.min(length, 1 + chunkBytes);
        ended = got < wanted && length <= 1 + chunkBytes;
        carriedBytes = Math.max(0, length - chunkBytes);
        System.arraycopy(bytes, chunkBytes, carried, 0, carriedBytes);
        return new Chunk(bytes, ownEnd, length, got < wanted);
    }

    /// The checksum of the file; all chunks were taken.
    public synchronized FileChecksum checksum() {
        return text.checksum();
    }

    /// The file the text is from.
    LogFile file() {
        return file;
    }

    @Override
    public synchronized void close() {
        ended = true;
        text.close();
    }
}
