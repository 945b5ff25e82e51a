// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import java.util.Optional;
import org.dmatape.capture.ringbuffer.PageSource;
import org.dmatape.capture.ringbuffer.PooledBlock;
import org.dmatape.capture.synthetic.LogChunks.Chunk;

/// Every k-th chunk of a text, parsed into blocks line by line. A line belongs to the chunk it begins in, so that
/// chunks can be parsed in any order.
public final class LineChunks implements PageSource {

    /// Bytes of a chunk.
    public static final int CHUNK_BYTES = 1 << 19;

    /// A longer line is no event of anything.
    public static final int LONGEST_LINE_BYTES = 1 << 14;

    /// Bytes a parser may read behind the end of a line.
    public static final int PADDING_BYTES = 2 * Long.BYTES;

    private static final byte LINE_FEED = '\n';

    private final LogChunks chunks;
    private final LineParser parser;
    private final int step;
    private long number;

    /// What is told of each line.
    public interface LineParser {

        /// A chunk begins.
        void beginChunk(RecordWriter writer);

        /// A line, without its line feed; [#PADDING_BYTES] behind it may be read.
        void line(byte[] text, int from, int to);

        /// The file ends within a line.
        void cutLine();

        /// A line longer than [#LONGEST_LINE_BYTES].
        void longLine();

        /// The chunk has ended.
        void endChunk();
    }

    /// The chunks `lane`, `lane + lanes`, `lane + 2 lanes` and so on.
    public LineChunks(LogChunks chunks, LineParser parser, int lane, int lanes) {
        this.chunks = chunks;
        this.parser = parser;
        this.number = lane;
        this.step = lanes;
    }

    @Override
    public boolean fill(PooledBlock block) {
        Optional<Chunk> taken = chunks.take(number);
        if (taken.isEmpty()) {
            return false;
        }
        number += step;
        Chunk chunk = taken.get();
        parser.beginChunk(new RecordWriter(block, chunks.file()));
        parse(chunk);
        parser.endChunk();
        chunks.giveBack(chunk);
        return true;
    }

    private void parse(Chunk chunk) {
        byte[] bytes = chunk.text();
        int length = chunk.length();
        int ownEnd = chunk.ownEnd();
        int at = LineBytes.indexOf(LINE_FEED, bytes, 0, length) + 1;
        while (at < ownEnd) {
            int newline = LineBytes.indexOf(LINE_FEED, bytes, at, length);
            if (newline < length) {
                parser.line(bytes, at, newline);
            } else if (chunk.isEnd()) {
                parser.cutLine();
            } else {
                parser.longLine();
            }
            at = newline + 1;
        }
    }
}
