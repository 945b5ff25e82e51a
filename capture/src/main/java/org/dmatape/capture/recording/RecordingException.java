// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import org.jspecify.annotations.Nullable;

/// A recording cannot be read: it is missing, is not a recording, or is damaged. The message is one sentence for the
/// user and names file, offset, and what was expected.
public final class RecordingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isSalvageable;

    /// Found by reading.
    public RecordingException(String message) {
        super(printable(message));
        isSalvageable = false;
    }

    /// Found by a library or the system.
    public RecordingException(String message, Throwable cause) {
        super(printable(message), cause);
        isSalvageable = false;
    }

    private RecordingException(String message, @Nullable Throwable cause, boolean isSalvageable) {
        super(printable(message), cause);
        this.isSalvageable = isSalvageable;
    }

    /// Damage; what is whole may be read with [OpenOptions#withSalvage()].
    public static RecordingException ofDamage(String message) {
        return new RecordingException(message, null, true);
    }

    /// The same, found by a library or the system.
    public static RecordingException ofDamage(String message, Throwable cause) {
        return new RecordingException(message, cause, true);
    }

    /// Whether a part of the recording may be whole, and be read with [OpenOptions#withSalvage()].
    public boolean isSalvageable() {
        return isSalvageable;
    }

    /// The message may quote the recording, which may hold anything.
    private static String printable(String message) {
        return message.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "?");
    }
}
