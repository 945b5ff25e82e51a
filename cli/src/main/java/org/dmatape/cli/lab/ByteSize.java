// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/// A number of bytes as people write it: `512M`, `4G`.
///
/// @param bytes the number
public record ByteSize(long bytes) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})([KMGT]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMGT";
    private static final int BITS_PER_UNIT = 10;

    /// Reads one.
    public static ByteSize parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is no size: expected a number and K, M, G or T, as in 4G");
        }
        int unit =
                written.group(2).isEmpty() ? 0 : UNITS.indexOf(written.group(2).toUpperCase(Locale.ROOT)) + 1;
        return new ByteSize(Long.parseLong(written.group(1)) << (unit * BITS_PER_UNIT));
    }
}
