// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.IOException;
import java.util.concurrent.ExecutionException;

/// What another thread failed with.
final class Failure {

    private Failure() {}

    /// Never returns: throws what the thread threw.
    static RuntimeException rethrown(ExecutionException failure) throws IOException {
        switch (failure.getCause()) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(failure);
        }
    }
}
