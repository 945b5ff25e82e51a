// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Types a parameter of a canned query can have.
public enum ParameterType {
    /// A whole number, 1 or more: a count or a limit.
    INTEGER,
    /// Any text.
    TEXT,
    /// An address, decimal or in hexadecimal with `0x`.
    ADDRESS,
    /// A length of time: nanoseconds, or a number with a unit (`20ms`, `1.5s`).
    DURATION;

    private static final Pattern DURATION_TEXT = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?) ?(ns|us|µs|ms|s|min)?");

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
                case DURATION -> durationNs(text);
            };
        } catch (NumberFormatException e) {
            throw new QueryFormatException(
                    "parameter " + parameter + ": '" + text + "' is no " + name().toLowerCase(Locale.ROOT)
                            + (this == DURATION ? ", e.g. 20ms" : ""),
                    e);
        }
    }

    private static Long durationNs(String text) {
        Matcher written = DURATION_TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!written.matches()) {
            throw new NumberFormatException(text);
        }
        long unitNs = switch (Objects.requireNonNullElse(written.group(2), "ns")) {
            case "min" -> 60_000_000_000L;
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "us", "µs" -> 1_000L;
            default -> 1L;
        };
        try {
            return new BigDecimal(written.group(1))
                    .multiply(BigDecimal.valueOf(unitNs))
                    .longValueExact();
        } catch (ArithmeticException _) {
            throw new NumberFormatException(text);
        }
    }
}
