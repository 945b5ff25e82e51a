// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.result;

import java.util.Arrays;
import java.util.stream.Stream;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// A column of a result.
///
/// @param name as the query calls it
/// @param sqlType DuckDB's name of its type
public record ResultColumn(String name, String sqlType) {

    /// True for numbers, which are set flush right.
    public boolean isNumeric() {
        return Stream.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL")
                .anyMatch(type -> sqlType.startsWith(type) || sqlType.startsWith("U" + type));
    }

    /// True where the values are addresses, which people read in hexadecimal: judged by the name, as the
    /// tape uses it.
    public boolean isAddress() {
        return isNumeric()
                && Arrays.stream(TapeTable.values())
                        .flatMap(table -> table.columns().stream())
                        .anyMatch(column -> isAddressColumn(column) && name.equals(column.columnName()));
    }

    private static boolean isAddressColumn(TapeColumn column) {
        return column.spec().unit().equals("address");
    }
}
