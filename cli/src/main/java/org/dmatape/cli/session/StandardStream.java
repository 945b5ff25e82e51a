// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.session;

/// A stream a program is started with.
public enum StandardStream {
    /// Standard input.
    INPUT(0),
    /// Standard output: answers.
    DATA(1),
    /// Standard error: everything else.
    MESSAGES(2);

    private final int descriptor;

    StandardStream(int descriptor) {
        this.descriptor = descriptor;
    }

    /// Its number, as the shell has it.
    public int descriptor() {
        return descriptor;
    }
}
