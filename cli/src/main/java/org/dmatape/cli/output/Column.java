// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// A column of rows on their way out.
///
/// @param name as the user sees it
/// @param kind what its values are
public record Column(String name, Kind kind) {

    /// What the values of a column are, which decides how each format writes them.
    public enum Kind {
        /// `String`.
        TEXT,
        /// Signed `Long`.
        INTEGER,
        /// As INTEGER: nanoseconds, which people read with a unit.
        NANOSECONDS,
        /// `BigInteger` or non-negative `Long`: what needs more than 63 bits.
        BIG_INTEGER,
        /// As BIG_INTEGER, and written in hex: addresses, pointers, tokens.
        ADDRESS,
        /// `Double`.
        DECIMAL,
        /// `Boolean`.
        BOOLEAN
    }

    private static final Set<String> ADDRESS_NAMES = Arrays.stream(TapeTable.values())
            .flatMap(table -> table.columns().stream())
            .filter(column -> column.spec().unit().equals("address"))
            .map(TapeColumn::columnName)
            .collect(Collectors.toUnmodifiableSet());

    /// Words that, at the end of a name, make it an address: `first_phys_addr`, `page_iova`.
    private static final Set<String> ADDRESS_ENDINGS = Set.of("addr", "address", "iova", "page");

    /// A column of text.
    public static Column text(String name) {
        return new Column(name, Kind.TEXT);
    }

    /// A column of whole numbers.
    public static Column integer(String name) {
        return new Column(name, Kind.INTEGER);
    }

    /// A column of fractions.
    public static Column decimal(String name) {
        return new Column(name, Kind.DECIMAL);
    }

    /// A column of addresses.
    public static Column address(String name) {
        return new Column(name, Kind.ADDRESS);
    }

    /// Whether unsigned numbers of a column with this name are addresses, as the tape's schema or the name's last word
    /// has it.
    public static boolean isAddressName(String name) {
        return ADDRESS_NAMES.contains(name) || ADDRESS_ENDINGS.contains(name.substring(name.lastIndexOf('_') + 1));
    }
}
