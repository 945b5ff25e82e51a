// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

/// Something could not be measured; the message says what and why.
public final class MeasurementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Says what could not be measured.
    public MeasurementException(String message) {
        super(message);
    }

    /// Says what could not be measured, and what was the cause.
    public MeasurementException(String message, Throwable cause) {
        super(message, cause);
    }
}
