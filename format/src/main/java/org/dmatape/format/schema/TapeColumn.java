// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.schema;

import java.util.Locale;

/// A column of one of the tape's tables. Every table is an enum of its columns, so that the column's position, name,
/// type and documentation stand in one line of one file, and the hot path addresses it by ordinal.
public sealed interface TapeColumn
        permits BounceColumn,
                CallStackColumn,
                ClockColumn,
                DeviceAccessColumn,
                DeviceColumn,
                DeviceVqOpColumn,
                DmaOpColumn,
                EventStackColumn,
                IommuFaultColumn,
                IommuOpColumn,
                LossColumn,
                SourceColumn,
                VqOpColumn,
                VqSegmentColumn {

    /// The enum constant's name, upper case.
    String name();

    /// Position in the table, from 0.
    int ordinal();

    /// What is known of the column beyond its name.
    ColumnSpec spec();

    /// The public name in SQL and in Arrow: the constant in lower case.
    default String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
