// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.session;

/// The user asked for something that cannot be: a filter that matches nothing, contradictory options. The message is
/// for the user and says what would have been possible.
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What is wrong and what to do about it.
    public UsageException(String message) {
        super(message);
    }
}
