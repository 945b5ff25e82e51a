// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import java.util.Locale;

/// Types a parameter of a canned query can have.
public enum ParameterType {
    /// A whole number, 1 or more: a count or a limit.
    INTEGER,
    /// Any text.
    TEXT,
    /// An address, decimal or in hexadecimal with `0x`.
    ADDRESS;

    private static Long positive(String parameter, long value) {
        if (value < 1) {
            throw new QueryFormatException("parameter " + parameter + ": " + value + " is less than 1");
        }
        return value;
    }

    /// Reads a value as a person writes it. Addresses above 2^63 come back negative: the same 64 bits.
    ///
    /// @throws QueryFormatException when the text is no value of this type
    public Object parse(String parameter, String text) {
        try {
            return switch (this) {
                case INTEGER -> positive(parameter, Long.parseLong(text));
                case TEXT -> text;
                case ADDRESS ->
                    text.toLowerCase(Locale.ROOT).startsWith("0x")
                            ? Long.toUnsignedString(Long.parseUnsignedLong(text.substring(2), 16))
                            : Long.toUnsignedString(Long.parseUnsignedLong(text));
            };
        } catch (NumberFormatException e) {
            throw new QueryFormatException(
                    "parameter " + parameter + ": '" + text + "' is no " + name().toLowerCase(Locale.ROOT), e);
        }
    }
}
