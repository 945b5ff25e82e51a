// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.cli.session.UsageException;

/// Sizes and times as people type them: `64MiB`, `512k`, `1.5s`, `10min`.
public final class Quantity {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([A-Za-z]*)");
    private static final long KIB = 1 << 10;

    private static final Map<String, Long> BYTES = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("k", KIB),
            Map.entry("kib", KIB),
            Map.entry("m", KIB * KIB),
            Map.entry("mib", KIB * KIB),
            Map.entry("g", KIB * KIB * KIB),
            Map.entry("gib", KIB * KIB * KIB),
            Map.entry("t", KIB * KIB * KIB * KIB),
            Map.entry("tib", KIB * KIB * KIB * KIB),
            Map.entry("kb", 1_000L),
            Map.entry("mb", 1_000_000L),
            Map.entry("gb", 1_000_000_000L),
            Map.entry("tb", 1_000_000_000_000L));

    private static final Map<String, Long> NANOSECONDS =
            Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "min", 60_000_000_000L, "h", 3_600_000_000_000L);

    private Quantity() {}

    /// A size in bytes; empty when the text is none.
    public static Optional<Long> bytes(String text) {
        return parse(text, BYTES);
    }

    /// A time; empty when the text is none.
    public static Optional<Duration> time(String text) {
        return parse(text, NANOSECONDS).map(Duration::ofNanos);
    }

    /// The time an option was given.
    ///
    /// @throws UsageException when it is none
    public static Duration time(String option, String text) {
        return time(text)
                .orElseThrow(() -> new UsageException(
                        option + " " + text + ": expected a time with its unit, e.g. 500ms, 1s, 10min or 2h"));
    }

    /// The size an option was given, in bytes.
    ///
    /// @throws UsageException when it is none
    public static long bytes(String option, String text) {
        return bytes(text)
                .orElseThrow(() -> new UsageException(option + " " + text + ": expected a size, e.g. 512KiB or 64MiB"));
    }

    private static Optional<Long> parse(String text, Map<String, Long> units) {
        Matcher parts = NUMBER_AND_UNIT.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(units.get(parts.group(2).toLowerCase(Locale.ROOT)))
                .map(unit -> Double.parseDouble(parts.group(1)) * unit)
                .filter(value -> value >= 1 && value < Long.MAX_VALUE / 2.0)
                .map(Double::longValue);
    }
}
