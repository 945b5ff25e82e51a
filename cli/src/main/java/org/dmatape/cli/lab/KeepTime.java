// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/// How long something is kept: `90d`, `12w`.
///
/// @param days the number of days
public record KeepTime(int days) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,5})([dw])");
    private static final int DAYS_PER_WEEK = 7;

    /// Reads one.
    public static KeepTime parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new TypeConversionException("'" + text + "' is no time: expected days or weeks, as in 90d or 12w");
        }
        return new KeepTime(
                Integer.parseInt(written.group(1)) * (written.group(2).equals("w") ? DAYS_PER_WEEK : 1));
    }

    /// The first day that is kept.
    public LocalDate firstKept(LocalDate today) {
        return today.minusDays(days);
    }
}
