// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze;

/// A question could not be answered.
public final class AnalysisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /// Whose fault it is, for the exit code.
    public enum Kind {
        /// The question: a mistake in SQL, an unknown parameter, a value of the wrong type.
        USAGE,
        /// The tape: its content contradicts the schema.
        TAPE,
        /// The machine: not enough memory or disk.
        RESOURCES,
        /// Nobody's: the user stopped waiting for the answer.
        CANCELLED,
        /// Nobody's: the answer took longer than the user had said it may.
        TIMEOUT,
        /// dmatape itself.
        INTERNAL
    }

    /// What went wrong and what to do.
    public AnalysisException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /// What went wrong and what to do, with its cause.
    public AnalysisException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// Whose fault it is.
    public Kind kind() {
        return kind;
    }
}
