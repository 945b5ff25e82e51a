// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.capture.instrument.InstrumentationException.Kind;

/// A probe the user wrote: `p[:[GROUP/]EVENT] PLACE [ARGUMENTS]` and the like. It is made in the recorder's group
/// whatever group it names, so that it goes away with the recording.
final class UserProbe {

    private static final Pattern LINE = Pattern.compile("([prf]\\d{0,4})(?::(?:\\w+/)?(\\w+))?\\s+(\\S+)(\\s.*)?");
    /// A line's end would begin another definition, or the removal of a probe that is somebody else's.
    private static final Pattern PRINTABLE = Pattern.compile("[\\t\\x20-\\x7e]*");

    private static final Pattern NO_WORD = Pattern.compile("\\W+");

    private UserProbe() {}

    static PlannedEvent.Probe parse(String line, String group) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches() || !PRINTABLE.matcher(line.strip()).matches()) {
            throw new InstrumentationException(
                    Kind.ASKED,
                    "'" + line
                            + "' is no probe: write it like 'p:NAME FUNCTION ARGUMENTS', e.g. 'p:done virtblk_done vq=$arg1:x64'");
        }
        String place = matcher.group(3);
        String name = matcher.group(2) == null ? NO_WORD.matcher(place).replaceAll("_") : matcher.group(2);
        String arguments = matcher.group(4) == null ? "" : matcher.group(4);
        return new PlannedEvent.Probe(
                group, name, matcher.group(1) + ":" + group + "/" + name + " " + place + arguments);
    }
}
