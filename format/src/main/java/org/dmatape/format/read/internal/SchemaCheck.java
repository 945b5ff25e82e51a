// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.util.List;
import java.util.Optional;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Schema;
import org.dmatape.format.internal.ipc.SchemaMessage;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// Holds the schema a part begins with against the table's. Everything behind it is decoded by the table's
/// columns, never by what the part says of itself.
final class SchemaCheck {

    private SchemaCheck() {}

    static void check(PartCursor cursor, PartMessage message, TapeTable table) {
        Optional<String> difference = Damage.guard(cursor.file(), message.offset(), () -> difference(message, table));
        difference.ifPresent(what -> {
            throw Damage.at(cursor.file(), message.offset(), what);
        });
    }

    private static Optional<String> difference(PartMessage message, TapeTable table) {
        if (message.header().headerType() != MessageHeader.Schema
                || !(message.header().header(new Schema()) instanceof Schema schema)) {
            return Optional.of("expected a schema");
        }
        List<TapeColumn> columns = table.columns();
        if (schema.fieldsLength() != columns.size()) {
            return Optional.of("the schema has " + schema.fieldsLength() + " columns, table " + table.tableName()
                    + " has " + columns.size());
        }
        return columns.stream()
                .filter(column -> !isColumn(schema.fields(column.ordinal()), column))
                .map(column -> "column " + column.ordinal() + " is not " + column.columnName() + " of type "
                        + column.spec().type())
                .findFirst();
    }

    private static boolean isColumn(Field field, TapeColumn column) {
        ColumnType type = column.spec().type();
        if (!column.columnName().equals(field.name()) || field.typeType() != SchemaMessage.typeCode(type)) {
            return false;
        }
        DictionaryEncoding dictionary = field.dictionary();
        return switch (type) {
            case INT64, UINT64, INT32, UINT32, UINT16 -> dictionary == null && isInt(field, type);
            case BOOL -> dictionary == null;
            case TEXT -> dictionary != null && isTextIndex(dictionary, column.ordinal());
        };
    }

    private static boolean isInt(Field field, ColumnType type) {
        return field.type(new Int()) instanceof Int integer
                && integer.bitWidth() == type.widthBytes() * Byte.SIZE
                && integer.isSigned() == SchemaMessage.isSigned(type);
    }

    private static boolean isTextIndex(DictionaryEncoding dictionary, int id) {
        Int index = dictionary.indexType();
        return dictionary.id() == id
                && index != null
                && index.bitWidth() == ColumnType.TEXT.widthBytes() * Byte.SIZE
                && index.isSigned();
    }
}
