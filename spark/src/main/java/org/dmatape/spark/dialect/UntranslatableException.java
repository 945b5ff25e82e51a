// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark.dialect;

/// A query says something that is not translated.
public final class UntranslatableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param message what it is, and why it is not translated
    public UntranslatableException(String message) {
        super(message);
    }
}
