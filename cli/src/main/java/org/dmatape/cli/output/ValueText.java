// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Values as text.
public final class ValueText {

    private static final int FRACTION_DIGITS = 3;

    private ValueText() {}

    /// For programs: every digit.
    static String exact(Column column, Object value) {
        return switch (column.kind()) {
            case ADDRESS -> Hex.of(value);
            case DECIMAL -> value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
            case TEXT, INTEGER, NANOSECONDS, BIG_INTEGER, BOOLEAN -> value.toString();
        };
    }

    /// For people: decimals are rounded, times have a unit.
    public static String readable(Column column, Object value) {
        return switch (column.kind()) {
            case DECIMAL -> decimal(((Number) value).doubleValue());
            case NANOSECONDS -> Nanoseconds.readable(((Number) value).longValue());
            case ADDRESS, TEXT, INTEGER, BIG_INTEGER, BOOLEAN -> exact(column, value);
        };
    }

    /// Three digits after the point, no exponent, no trailing zeros.
    static String decimal(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(FRACTION_DIGITS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
