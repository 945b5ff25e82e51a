// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

/// Ends the process when one of its threads dies of something nobody caught, memory that ran out above all: what waits
/// for that thread would wait for ever.
final class UncaughtFailures implements Thread.UncaughtExceptionHandler {

    private final Failures failures;

    UncaughtFailures(Failures failures) {
        this.failures = failures;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        if (!isProcessEnding()) {
            System.exit(failures.handle(failure).number());
        }
    }

    /// While it is, nothing waits for the thread, and asking for the end once more would wait for ever.
    private static boolean isProcessEnding() {
        try {
            return Runtime.getRuntime().removeShutdownHook(Thread.currentThread());
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
