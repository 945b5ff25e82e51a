// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.dmatape.format.schema.ColumnSpec;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;

/// Columns of a tape as arrow-java describes them.
final class ArrowSchemas {

    private ArrowSchemas() {}

    static Schema of(List<? extends TapeColumn> columns) {
        return new Schema(columns.stream().map(ArrowSchemas::field).toList());
    }

    private static Field field(TapeColumn column) {
        ColumnSpec spec = column.spec();
        FieldType type = spec.type() == ColumnType.TEXT
                ? new FieldType(spec.nullable(), ArrowType.Utf8.INSTANCE, dictionary(column), Map.of())
                : new FieldType(spec.nullable(), type(spec.type()), null, Map.of());
        return new Field(column.columnName(), type, List.of());
    }

    private static DictionaryEncoding dictionary(TapeColumn column) {
        int bits = ColumnType.TEXT.widthBytes() * Byte.SIZE;
        return new DictionaryEncoding(column.ordinal(), false, new ArrowType.Int(bits, true));
    }

    private static ArrowType type(ColumnType type) {
        return switch (type) {
            case INT64, INT32 -> new ArrowType.Int(type.widthBytes() * Byte.SIZE, true);
            case UINT64, UINT32, UINT16 -> new ArrowType.Int(type.widthBytes() * Byte.SIZE, false);
            case BOOL -> ArrowType.Bool.INSTANCE;
            case TEXT -> ArrowType.Utf8.INSTANCE;
        };
    }
}
