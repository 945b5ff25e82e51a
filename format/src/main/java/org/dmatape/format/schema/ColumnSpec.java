// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

/// How a column is stored and what it means.
///
/// @param type how it is stored
/// @param nullable whether a row may leave it unknown
/// @param unit `ns`, `bytes`, `address`, or empty where there is none
/// @param meaning one sentence for the reference
public record ColumnSpec(ColumnType type, boolean nullable, String unit, String meaning) {

    static ColumnSpec required(ColumnType type, String unit, String meaning) {
        return new ColumnSpec(type, false, unit, meaning);
    }

    static ColumnSpec optional(ColumnType type, String unit, String meaning) {
        return new ColumnSpec(type, true, unit, meaning);
    }
}
