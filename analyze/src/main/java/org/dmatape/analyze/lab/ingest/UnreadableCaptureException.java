// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

/// A capture cannot be read, and will not be readable before it changes.
public final class UnreadableCaptureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What is wrong with it.
    public UnreadableCaptureException(String message) {
        super(message);
    }

    /// What is wrong with it, with its cause.
    public UnreadableCaptureException(String message, Throwable cause) {
        super(message, cause);
    }
}
