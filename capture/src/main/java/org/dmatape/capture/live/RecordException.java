// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

/// A recording cannot begin or go on. The message is for the user: what, where, what was expected, what to do.
public final class RecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /// Whose fault it is, for the exit code.
    public enum Kind {
        /// What was asked for cannot be: an event this kernel does not have, a probe it refuses.
        CHOICE,
        /// This machine does not let us: no root, no tracefs, locked down.
        MACHINE
    }

    private RecordException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /// What was asked for cannot be.
    public static RecordException choice(String message) {
        return new RecordException(Kind.CHOICE, message);
    }

    /// The machine does not let us.
    public static RecordException machine(String message) {
        return new RecordException(Kind.MACHINE, message);
    }

    /// Whose fault it is.
    public Kind kind() {
        return kind;
    }
}
