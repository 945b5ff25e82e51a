// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.export;

import org.dmatape.analyze.result.ResultColumn;

/// The kinds of files tables are exported to, and how each holds the types of a tape.
public enum FileFormat {
    /// For engines. There are no unsigned numbers, which not every engine reads: addresses are signed with the
    /// same 64 bits.
    PARQUET("parquet", "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880") {
        @Override
        String expression(ResultColumn column) {
            String name = quoted(column.name());
            return switch (column.sqlType()) {
                case "UBIGINT" ->
                    "CASE WHEN " + name + " < 9223372036854775808 THEN " + name + "::BIGINT ELSE (" + name
                            + "::HUGEINT - 18446744073709551616)::BIGINT END";
                case "UINTEGER" -> name + "::BIGINT";
                case "USMALLINT", "UTINYINT" -> name + "::INTEGER";
                default -> column.sqlType().startsWith("ENUM") ? name + "::VARCHAR" : name;
            };
        }
    },
    /// For everything else. Addresses are hexadecimal.
    CSV("csv", "FORMAT csv, HEADER") {
        @Override
        String expression(ResultColumn column) {
            String name = quoted(column.name());
            return isAddress(column) ? "hex_address(" + name + ")" : name;
        }
    };

    private static final String ADDRESS_SUFFIX = "_addr";

    private final String suffix;
    private final String copyOptions;

    FileFormat(String suffix, String copyOptions) {
        this.suffix = suffix;
        this.copyOptions = copyOptions;
    }

    /// What the names of the files end with, without a dot.
    public String suffix() {
        return suffix;
    }

    /// The options of DuckDB's COPY.
    String copyOptions() {
        return copyOptions;
    }

    /// The column as this format holds it.
    abstract String expression(ResultColumn column);

    private static boolean isAddress(ResultColumn column) {
        return column.isAddress() || (column.isNumeric() && column.name().endsWith(ADDRESS_SUFFIX));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
