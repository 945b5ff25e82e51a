// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

/// The kernel cannot be instrumented as asked: no tracefs, no rights, or an event that does not exist. The message is
/// a sentence for the user and says what to do.
public final class InstrumentationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Who has to do something about it.
    public enum Kind {
        /// What was asked for makes no sense on this kernel.
        ASKED,
        /// The kernel does not show itself.
        KERNEL
    }

    private final Kind kind;

    /// What is wrong.
    public InstrumentationException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /// What is wrong, as the system said it.
    public InstrumentationException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// Who has to do something about it.
    public Kind kind() {
        return kind;
    }
}
