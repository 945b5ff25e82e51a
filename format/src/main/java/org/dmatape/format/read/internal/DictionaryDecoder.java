// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeTable;

/// Decodes a dictionary batch: the texts of one column. Offsets must rise and texts must be UTF-8, because
/// whoever uses them later trusts both.
final class DictionaryDecoder {

    private static final int OFFSETS_BUFFER = 1;
    private static final int TEXT_BUFFER = 2;
    private static final int BUFFERS = 3;
    private static final int MAX_ENTRIES = 1 << 20;
    private static final int MAX_TEXT_BYTES = 256 << 20;
    private static final int CHECKED_AT_ONCE_CHARS = 1 << 13;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private final BufferAllocator allocator;
    private final TapeTable table;

    DictionaryDecoder(BufferAllocator allocator, TapeTable table) {
        this.allocator = allocator;
        this.table = table;
    }

    /// The column a dictionary belongs to.
    int column(PartCursor cursor, PartMessage message) {
        long id = Damage.guard(
                cursor.file(),
                message.offset(),
                () -> dictionary(cursor, message).id());
        if (id < 0
                || id >= table.columns().size()
                || table.columns().get((int) id).spec().type() != ColumnType.TEXT) {
            throw Damage.at(cursor.file(), message.offset(), "a dictionary for column " + id + ", which has none");
        }
        return (int) id;
    }

    /// The entries. The caller closes them.
    ArrowDictionaryBatch decode(PartCursor cursor, PartMessage message) {
        return Damage.guard(cursor.file(), message.offset(), () -> decodeUnguarded(cursor, message));
    }

    private ArrowDictionaryBatch decodeUnguarded(PartCursor cursor, PartMessage message) {
        DictionaryBatch dictionary = dictionary(cursor, message);
        RecordBatch batch = dictionary.data();
        if (batch == null
                || dictionary.isDelta()
                || batch.length() < 0
                || batch.length() > MAX_ENTRIES
                || batch.nodesLength() != 1
                || batch.buffersLength() != BUFFERS) {
            throw Damage.at(cursor.file(), message.offset(), "not a dictionary of texts");
        }
        try (BufferDecoder decoder = new BufferDecoder(allocator, cursor, message, batch)) {
            return new ArrowDictionaryBatch(dictionary.id(), decodeTexts(decoder, (int) batch.length()), false);
        }
    }

    private ArrowRecordBatch decodeTexts(BufferDecoder decoder, int entries) {
        if (!decoder.isAbsent(0)) {
            throw decoder.damage("a dictionary with nulls");
        }
        try (ArrowBuf offsets = decoder.decode(OFFSETS_BUFFER, (entries + 1L) * Integer.BYTES)) {
            MemorySegment offsetView = BufferDecoder.view(offsets, (entries + 1L) * Integer.BYTES);
            int textBytes = offsetView.get(INT, (long) entries * Integer.BYTES);
            if (textBytes < 0 || textBytes > MAX_TEXT_BYTES) {
                throw decoder.damage("a dictionary of " + textBytes + " bytes");
            }
            try (ArrowBuf texts = decoder.decode(TEXT_BUFFER, textBytes)) {
                checkTexts(decoder, offsetView, BufferDecoder.view(texts, textBytes), entries);
                return new ArrowRecordBatch(
                        entries,
                        List.of(new ArrowFieldNode(entries, 0)),
                        List.of(allocator.getEmpty(), offsets, texts));
            }
        }
    }

    private static void checkTexts(BufferDecoder decoder, MemorySegment offsets, MemorySegment texts, int entries) {
        int end = 0;
        for (long i = 0; i <= entries; i++) {
            int offset = offsets.get(INT, i * Integer.BYTES);
            boolean inOrder = i == 0 ? offset == 0 : offset >= end && offset <= texts.byteSize();
            if (!inOrder || (offset < texts.byteSize() && isContinuation(texts.get(BYTE, offset)))) {
                throw decoder.damage("entry " + i + " of a dictionary begins at " + offset);
            }
            end = offset;
        }
        if (!isUtf8(texts.asByteBuffer())) {
            throw decoder.damage("a dictionary whose texts are not UTF-8");
        }
    }

    private static boolean isUtf8(ByteBuffer texts) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        CharBuffer some = CharBuffer.allocate(CHECKED_AT_ONCE_CHARS);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = utf8.decode(texts, some.clear(), true);
        }
        return result.isUnderflow();
    }

    private static boolean isContinuation(byte utf8) {
        return (utf8 & 0xC0) == 0x80;
    }

    private static DictionaryBatch dictionary(PartCursor cursor, PartMessage message) {
        if (message.header().header(new DictionaryBatch()) instanceof DictionaryBatch dictionary) {
            return dictionary;
        }
        throw Damage.at(cursor.file(), message.offset(), "expected a dictionary");
    }
}
