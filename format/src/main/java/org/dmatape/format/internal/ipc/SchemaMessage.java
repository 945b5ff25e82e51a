// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.internal.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.DictionaryKind;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;
import org.dmatape.format.schema.ColumnSpec;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// The first message of every part: names and types of the table's columns, and what they mean as field
/// metadata. A text column is a dictionary of its own; the dictionary's id is the column's ordinal.
public final class SchemaMessage {

    private static final int TEXT_INDEX_BITS = 32;

    private SchemaMessage() {}

    /// The framed message.
    public static ByteBuffer of(TapeTable table) {
        FlatBufferBuilder builder = new FlatBufferBuilder(4096);
        List<TapeColumn> columns = table.columns();
        int[] fields = new int[columns.size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = field(builder, columns.get(i));
        }
        int fieldVector = Schema.createFieldsVector(builder, fields);
        int metadata = Schema.createCustomMetadataVector(
                builder, new int[] {keyValue(builder, "dmatape.table", table.tableName())});
        int schema = Schema.createSchema(builder, Endianness.Little, fieldVector, metadata, 0);
        Message.finishMessageBuffer(
                builder, Message.createMessage(builder, MetadataVersion.V5, MessageHeader.Schema, schema, 0, 0));
        return IpcFraming.frame(builder.dataBuffer());
    }

    private static int field(FlatBufferBuilder builder, TapeColumn column) {
        ColumnSpec spec = column.spec();
        int name = builder.createString(column.columnName());
        int type = type(builder, spec.type());
        int dictionary = spec.type() == ColumnType.TEXT ? dictionary(builder, column.ordinal()) : 0;
        int children = Field.createChildrenVector(builder, new int[0]);
        int[] facts = spec.unit().isEmpty()
                ? new int[] {keyValue(builder, "meaning", spec.meaning())}
                : new int[] {keyValue(builder, "unit", spec.unit()), keyValue(builder, "meaning", spec.meaning())};
        int metadata = Field.createCustomMetadataVector(builder, facts);
        return Field.createField(
                builder, name, spec.nullable(), typeCode(spec.type()), type, dictionary, children, metadata);
    }

    private static int dictionary(FlatBufferBuilder builder, int id) {
        int index = Int.createInt(builder, TEXT_INDEX_BITS, true);
        return DictionaryEncoding.createDictionaryEncoding(builder, id, index, false, DictionaryKind.DenseArray);
    }

    private static int type(FlatBufferBuilder builder, ColumnType type) {
        return switch (type) {
            case INT64, UINT64, INT32, UINT32, UINT16 ->
                Int.createInt(builder, type.widthBytes() * Byte.SIZE, isSigned(type));
            case BOOL -> {
                Bool.startBool(builder);
                yield Bool.endBool(builder);
            }
            case TEXT -> {
                Utf8.startUtf8(builder);
                yield Utf8.endUtf8(builder);
            }
        };
    }

    /// The code of an Arrow type.
    public static byte typeCode(ColumnType type) {
        return switch (type) {
            case INT64, UINT64, INT32, UINT32, UINT16 -> Type.Int;
            case BOOL -> Type.Bool;
            case TEXT -> Type.Utf8;
        };
    }

    /// Whether integers of a type have a sign.
    public static boolean isSigned(ColumnType type) {
        return type == ColumnType.INT64 || type == ColumnType.INT32;
    }

    private static int keyValue(FlatBufferBuilder builder, String key, String value) {
        return KeyValue.createKeyValue(builder, builder.createString(key), builder.createString(value));
    }
}
