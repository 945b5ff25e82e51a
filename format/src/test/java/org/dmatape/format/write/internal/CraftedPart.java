// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.dmatape.format.internal.ipc.BatchMessage;
import org.dmatape.format.internal.ipc.BodyDirectory;
import org.dmatape.format.internal.ipc.IpcFraming;
import org.dmatape.format.internal.ipc.SchemaMessage;
import org.dmatape.format.schema.ClockColumn;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// A part of table `clock`, right in every checksum and length, whose text column says what a test wants.
public final class CraftedPart {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// A part with one batch.
    ///
    /// @param offsets offsets of the dictionary's texts
    /// @param texts their bytes
    /// @param indices what the rows use
    public static byte[] of(int[] offsets, byte[] texts, int[] indices) {
        return withRepeatedDictionary(1, offsets, texts, indices);
    }

    /// The same with its dictionary several times before the batch.
    public static byte[] withRepeatedDictionary(int times, int[] offsets, byte[] texts, int[] indices) {
        CraftedPart part = new CraftedPart();
        part.append(SchemaMessage.of(TapeTable.CLOCK));
        try (Arena arena = Arena.ofConfined()) {
            BodyBuffer body = new BodyBuffer(arena, 1);
            for (int i = 0; i < times; i++) {
                body.beginBody();
                part.appendDictionary(arena, body, offsets, texts);
            }
            part.appendRows(arena, body, indices);
            body.close();
        }
        part.append(IpcFraming.endOfStream());
        return part.bytes.toByteArray();
    }

    private void appendDictionary(Arena arena, BodyBuffer body, int[] offsets, byte[] texts) {
        BodyDirectory directory = new BodyDirectory(1);
        directory.reset(offsets.length - 1L);
        directory.addNode(0);
        body.add(MemorySegment.NULL, directory);
        body.add(arena.allocateFrom(ValueLayout.JAVA_INT, offsets), directory);
        body.add(arena.allocateFrom(ValueLayout.JAVA_BYTE, texts), directory);
        MemorySegment slice = body.slice(body.bodyStart(), body.end());
        append(BatchMessage.dictionaryBatch(ClockColumn.METHOD.ordinal(), directory, slice));
        append(slice.asByteBuffer());
    }

    private void appendRows(Arena arena, BodyBuffer body, int[] indices) {
        BodyDirectory directory = new BodyDirectory(TapeTable.CLOCK.columns().size());
        directory.reset(indices.length);
        body.beginBody();
        for (TapeColumn column : TapeTable.CLOCK.columns()) {
            ColumnType type = column.spec().type();
            directory.addNode(0);
            body.add(MemorySegment.NULL, directory);
            body.add(
                    type == ColumnType.TEXT
                            ? arena.allocateFrom(ValueLayout.JAVA_INT, indices)
                            : arena.allocate((long) indices.length * type.widthBytes()),
                    directory);
        }
        MemorySegment slice = body.slice(body.bodyStart(), body.end());
        append(BatchMessage.recordBatch(directory, slice));
        append(slice.asByteBuffer());
    }

    private void append(ByteBuffer more) {
        byte[] copy = new byte[more.remaining()];
        more.get(copy);
        bytes.writeBytes(copy);
    }
}
