// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.format.internal.ipc.BatchMessage;
import org.dmatape.format.internal.ipc.BodyDirectory;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// Turns a sealed batch into the bytes of its messages. Belongs to one thread at a time; holds the bytes until
/// the next batch is encoded.
final class BatchEncoder {

    /// Levels above 1 cost half the speed and save one percent on what tapes hold.
    private static final int ZSTD_LEVEL = 1;

    private static final int MAX_COLUMNS = 64;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    /// One message: its framed metadata and where its body lies.
    private record EncodedMessage(ByteBuffer framed, long bodyStart, long bodyEnd) {}

    private final HashedTextPool texts;
    private final RowsToColumns rowsToColumns;
    private final BodyBuffer body;
    private final BodyDirectory directory = new BodyDirectory(MAX_COLUMNS);
    private final List<EncodedMessage> messages = new ArrayList<>();

    BatchEncoder(Arena arena, HashedTextPool texts) {
        this.texts = texts;
        rowsToColumns = new RowsToColumns(arena);
        body = new BodyBuffer(arena, ZSTD_LEVEL);
    }

    /// Takes rows in; nothing of them is needed afterwards. Their texts are still numbers of the pool.
    ColumnBatch columnsOf(TapeTable table, RowBatch batch) {
        return rowsToColumns.columnsOf(table, batch);
    }

    /// Encodes columns whose texts are numbers of the dictionaries.
    ///
    /// @param dictionaries those that must be written before the rows
    void encode(TapeTable table, ColumnBatch columns, List<DictionaryState> dictionaries) {
        body.reset();
        messages.clear();
        for (DictionaryState dictionary : dictionaries) {
            encodeDictionary(dictionary);
        }
        encodeRows(table, columns);
    }

    /// The messages in order, as buffers to be written one after the other.
    List<ByteBuffer> bytes() {
        List<ByteBuffer> bytes = new ArrayList<>();
        for (EncodedMessage message : messages) {
            bytes.add(message.framed.duplicate());
            bytes.add(body.slice(message.bodyStart, message.bodyEnd).asByteBuffer());
        }
        return bytes;
    }

    void close() {
        body.close();
    }

    private void encodeRows(TapeTable table, ColumnBatch batch) {
        directory.reset(batch.rows());
        body.beginBody();
        for (TapeColumn column : table.columns()) {
            int ordinal = column.ordinal();
            addValidity(batch, ordinal);
            body.add(batch.values(ordinal), directory);
        }
        finish(BatchMessage.recordBatch(directory, body.slice(body.bodyStart(), body.end())));
    }

    /// A column without nulls has no validity bits: a buffer of length 0 stands for all ones.
    private void addValidity(ColumnBatch batch, int column) {
        long nulls = batch.hasValidity(column) ? batch.rows() - countOnes(batch.validity(column)) : 0;
        directory.addNode(nulls);
        body.add(nulls == 0 ? MemorySegment.NULL : batch.validity(column), directory);
    }

    private void encodeDictionary(DictionaryState dictionary) {
        directory.reset(dictionary.size());
        directory.addNode(0);
        body.beginBody();
        body.add(MemorySegment.NULL, directory);
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment offsets = offsetsOf(dictionary, scratch);
            body.add(offsets, directory);
            body.add(concatenated(dictionary, offsets, scratch), directory);
        }
        finish(BatchMessage.dictionaryBatch(dictionary.column(), directory, body.slice(body.bodyStart(), body.end())));
    }

    private MemorySegment offsetsOf(DictionaryState dictionary, Arena scratch) {
        MemorySegment offsets = scratch.allocate((dictionary.size() + 1L) * Integer.BYTES, Long.BYTES);
        int end = 0;
        for (int i = 0; i < dictionary.size(); i++) {
            end += texts.bytesOf(dictionary.textId(i)).length;
            offsets.set(INT, (i + 1L) * Integer.BYTES, end);
        }
        return offsets;
    }

    private MemorySegment concatenated(DictionaryState dictionary, MemorySegment offsets, Arena scratch) {
        MemorySegment bytes = scratch.allocate(offsets.get(INT, (long) dictionary.size() * Integer.BYTES));
        for (int i = 0; i < dictionary.size(); i++) {
            byte[] text = texts.bytesOf(dictionary.textId(i));
            MemorySegment.copy(text, 0, bytes, BYTE, offsets.get(INT, (long) i * Integer.BYTES), text.length);
        }
        return bytes;
    }

    private void finish(ByteBuffer framed) {
        messages.add(new EncodedMessage(framed, body.bodyStart(), body.end()));
    }

    private static long countOnes(MemorySegment bitmap) {
        long ones = 0;
        long offset = 0;
        for (; offset + Long.BYTES <= bitmap.byteSize(); offset += Long.BYTES) {
            ones += Long.bitCount(bitmap.get(LONG, offset));
        }
        for (; offset < bitmap.byteSize(); offset++) {
            ones += Integer.bitCount(bitmap.get(BYTE, offset) & 0xFF);
        }
        return ones;
    }
}
