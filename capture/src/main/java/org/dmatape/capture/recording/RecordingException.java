// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

/// A recording cannot be read: it is missing, is not a recording, or is damaged. The message is one sentence for the
/// user and names file, offset, and what was expected.
public final class RecordingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Damage found by reading.
    public RecordingException(String message) {
        super(printable(message));
    }

    /// Damage found by a library or the system.
    public RecordingException(String message, Throwable cause) {
        super(printable(message), cause);
    }

    /// The message may quote the recording, which may hold anything.
    private static String printable(String message) {
        return message.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "?");
    }
}
