// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

/// A recording cannot be read: it is missing, is not a recording, or is damaged. The message is one sentence for the
/// user and names file, offset, and what was expected.
public final class RecordingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Damage found by reading.
    public RecordingException(String message) {
        super(message);
    }

    /// Damage found by a library or the system.
    public RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
