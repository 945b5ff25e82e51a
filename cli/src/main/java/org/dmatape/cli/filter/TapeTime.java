// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.filter;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.cli.output.Nanoseconds;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/// A time as the user writes it. A bare number is a `ts_ns` of the tape, as answers print it; with a unit (`20ms`,
/// `1.5s`) it is counted from the tape's first event.
///
/// @param ns nanoseconds
/// @param sinceStart whether they are counted from the tape's first event
public record TapeTime(long ns, boolean sinceStart) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?) ?(ns|us|µs|ms|s)?");

    /// Reads what the user wrote.
    public static TapeTime parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no time: expected a ts_ns of the tape, or a number with"
                            + " ns, us, ms or s, counted from its first event, e.g. 20ms");
        }
        @Nullable String unit = matcher.group(2);
        try {
            BigDecimal ns = new BigDecimal(matcher.group(1)).multiply(unitNs(unit));
            return new TapeTime(ns.longValueExact(), unit != null);
        } catch (ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is no whole number of nanoseconds below 2^63");
        }
    }

    /// As it may be written.
    @Override
    public String toString() {
        return sinceStart ? Nanoseconds.readable(ns).replace(" ", "") : String.valueOf(ns);
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
