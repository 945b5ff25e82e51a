// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.nio.file.Path;
import org.dmatape.format.TapeException;

/// Says where a part is damaged.
final class Damage {

    private Damage() {}

    static TapeException at(Path file, long offset, String what) {
        return TapeException.unreadable(sentence(file, offset, what));
    }

    static TapeException at(Path file, long offset, String what, Throwable cause) {
        return TapeException.unreadable(sentence(file, offset, what), cause);
    }

    private static String sentence(Path file, long offset, String what) {
        return file + " is damaged at offset " + offset + ": " + what;
    }
}
