// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.filter;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/// A time counted from the first event of a tape, as the user writes it: `1500`, `1500ns`, `1.5us`, `20ms`, `1.25s`.
///
/// @param ns nanoseconds
public record TimeSpan(long ns) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?) ?(ns|us|µs|ms|s)?");

    /// Reads what the user wrote.
    public static TimeSpan parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no time: expected a number with ns, us, ms or s, e.g. 20ms");
        }
        try {
            return new TimeSpan(new BigDecimal(matcher.group(1))
                    .multiply(unitNs(matcher.group(2)))
                    .longValueExact());
        } catch (ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is no whole number of nanoseconds below 2^63");
        }
    }

    private static BigDecimal unitNs(@Nullable String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "s" -> 1_000_000_000L;
                    case "ms" -> 1_000_000L;
                    case "us", "µs" -> 1_000L;
                    case null, default -> 1L;
                });
    }
}
