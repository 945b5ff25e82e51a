// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import java.util.function.Supplier;
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

    /// Reads metadata, whose accessors follow whatever offsets it holds and throw whatever comes of it.
    static <T> T guard(Path file, long offset, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException cause) {
            throw at(file, offset, "the metadata of the message makes no sense", cause);
        } catch (AssertionError cause) { // the accessors' own, where assertions are on
            throw at(file, offset, "the metadata of the message makes no sense", cause);
        }
    }

    private static String sentence(Path file, long offset, String what) {
        return file + " is damaged at offset " + offset + ": " + what;
    }
}
