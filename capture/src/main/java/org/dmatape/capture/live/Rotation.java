// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// When a recording goes on in another tape.
///
/// @param afterBytes size of a tape, [Long#MAX_VALUE] for any
/// @param after time a tape lasts
/// @param mostFiles tapes that are kept, the oldest go first; 0 for all
public record Rotation(long afterBytes, Duration after, int mostFiles) {

    /// All in one tape.
    public static final Rotation NEVER = new Rotation(Long.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE), 0);

    private static final String SUFFIX = ".tape";

    /// Whether there is more than one tape.
    public boolean rotates() {
        return !equals(NEVER);
    }

    /// Whether a tape has had its share.
    boolean isDue(long sizeBytes, Duration lasted) {
        return sizeBytes >= afterBytes || lasted.compareTo(after) >= 0;
    }

    /// The name of a tape: `night.tape` when there is only one, else `night.0001.tape` and so on.
    public Path tape(Path name, int number) {
        if (!rotates()) {
            return name;
        }
        String file = String.valueOf(name.getFileName());
        String stem = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
        return name.resolveSibling(String.format(Locale.ROOT, "%s.%04d%s", stem, number, SUFFIX));
    }
}
