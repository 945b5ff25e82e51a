// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/// A range of events as the user writes it: `10..20`, `10..`, `..20` or `10`.
///
/// @param first first event
/// @param last last event
public record EventRange(long first, long last) {

    /// Every event.
    static final EventRange ALL = new EventRange(0, Long.MAX_VALUE);

    private static final Pattern WRITTEN = Pattern.compile("(\\d{0,18})(\\.\\.)?(\\d{0,18})");

    /// Reads what the user wrote.
    public static EventRange parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(3).isEmpty())) {
            throw new TypeConversionException("'" + text + "' is no range of events: expected FIRST..LAST by event_id");
        }
        boolean one = matcher.group(2) == null;
        long first = matcher.group(1).isEmpty() ? 0 : Long.parseLong(matcher.group(1));
        long last = one ? first : matcher.group(3).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(3));
        if (first > last) {
            throw new TypeConversionException("'" + text + "': nothing lies between " + first + " and " + last);
        }
        return new EventRange(first, last);
    }
}
