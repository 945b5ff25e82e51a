// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;

/// Decodes the wanted columns of a record batch and checks every index into a dictionary, because whoever uses
/// one later trusts it.
final class BatchDecoder {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private final BufferAllocator allocator;
    private final TapeTable table;
    private final List<? extends TapeColumn> wanted;

    BatchDecoder(BufferAllocator allocator, TapeTable table, List<? extends TapeColumn> wanted) {
        this.allocator = allocator;
        this.table = table;
        this.wanted = wanted;
    }

    /// Rows a record batch says it has, checked against what a tape's batches may have.
    int rows(PartCursor cursor, PartMessage message) {
        return Damage.guard(cursor.file(), message.offset(), () -> rowsUnguarded(cursor, message));
    }

    private int rowsUnguarded(PartCursor cursor, PartMessage message) {
        RecordBatch batch = recordBatch(cursor, message);
        int columns = table.columns().size();
        if (batch.length() < 0
                || batch.length() > TableAppender.MOST_BATCH_ROWS
                || batch.nodesLength() != columns
                || batch.buffersLength() != 2 * columns) {
            throw Damage.at(
                    cursor.file(),
                    message.offset(),
                    "a batch of " + batch.length() + " rows and " + batch.nodesLength() + " columns, expected at most "
                            + TableAppender.MOST_BATCH_ROWS + " rows and " + columns + " columns");
        }
        return (int) batch.length();
    }

    /// The wanted columns. The caller closes them.
    ///
    /// @param dictionarySizes entries of each column's dictionary, by ordinal
    ArrowRecordBatch decode(PartCursor cursor, PartMessage message, int rows, int[] dictionarySizes) {
        return Damage.guard(
                cursor.file(), message.offset(), () -> decodeUnguarded(cursor, message, rows, dictionarySizes));
    }

    private ArrowRecordBatch decodeUnguarded(PartCursor cursor, PartMessage message, int rows, int[] dictionarySizes) {
        RecordBatch batch = recordBatch(cursor, message);
        List<ArrowFieldNode> nodes = new ArrayList<>();
        List<ArrowBuf> buffers = new ArrayList<>();
        try (BufferDecoder decoder = new BufferDecoder(allocator, cursor, message, batch)) {
            for (TapeColumn column : wanted) {
                nodes.add(node(decoder, batch.nodes(column.ordinal()), column, rows));
                buffers.add(validity(decoder, nodes.getLast(), column));
                buffers.add(values(decoder, nodes.getLast(), column, dictionarySizes[column.ordinal()]));
            }
            return new ArrowRecordBatch(rows, nodes, buffers);
        } finally {
            buffers.forEach(ArrowBuf::close); // the batch holds its own references
        }
    }

    private static ArrowFieldNode node(BufferDecoder decoder, FieldNode node, TapeColumn column, int rows) {
        long nulls = node.nullCount();
        if (node.length() != rows || nulls < 0 || nulls > (column.spec().nullable() ? rows : 0)) {
            throw decoder.damage("column " + column.columnName() + " has " + node.length() + " values and " + nulls
                    + " nulls in a batch of " + rows + " rows");
        }
        return new ArrowFieldNode(rows, nulls);
    }

    private ArrowBuf validity(BufferDecoder decoder, ArrowFieldNode node, TapeColumn column) {
        return node.getNullCount() == 0
                ? allocator.getEmpty()
                : decoder.decode(2 * column.ordinal(), bitmapBytes(node.getLength()));
    }

    private static ArrowBuf values(BufferDecoder decoder, ArrowFieldNode node, TapeColumn column, int entries) {
        ColumnType type = column.spec().type();
        long rows = node.getLength();
        long expected = type == ColumnType.BOOL ? bitmapBytes(rows) : rows * type.widthBytes();
        ArrowBuf values = decoder.decode(2 * column.ordinal() + 1, expected);
        // null rows hold 0; where all are null the dictionary may be empty
        int bound = node.getNullCount() == rows ? Math.max(entries, 1) : entries;
        if (type == ColumnType.TEXT && !areIndices(BufferDecoder.view(values, expected), bound)) {
            values.close();
            throw decoder.damage("column " + column.columnName() + " uses an entry its dictionary of " + entries
                    + " entries does not have");
        }
        return values;
    }

    private static boolean areIndices(MemorySegment values, int entries) {
        int largest = Integer.MIN_VALUE; // of unsigned numbers, shifted so that signed comparison orders them
        for (long offset = 0; offset < values.byteSize(); offset += Integer.BYTES) {
            largest = Math.max(largest, values.get(INT, offset) ^ Integer.MIN_VALUE);
        }
        return largest < (entries ^ Integer.MIN_VALUE);
    }

    private static long bitmapBytes(long rows) {
        return (rows + 7) / 8;
    }

    private static RecordBatch recordBatch(PartCursor cursor, PartMessage message) {
        if (message.header().headerType() == MessageHeader.RecordBatch
                && message.header().header(new RecordBatch()) instanceof RecordBatch batch) {
            return batch;
        }
        throw Damage.at(cursor.file(), message.offset(), "expected a batch of rows");
    }
}
