// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

/// A canned query's header does not say what it must, or a parameter is not what the header asks for.
public final class QueryFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What is wrong, and where.
    public QueryFormatException(String message) {
        super(message);
    }

    /// What is wrong, and where, with its cause.
    public QueryFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
