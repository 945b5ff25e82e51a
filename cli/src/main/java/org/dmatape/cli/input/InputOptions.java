// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import picocli.CommandLine.Option;

/// Options of every command that reads a tape.
public final class InputOptions {

    @Option(names = "--no-cache", description = "Import a recording anew, and keep no tape of it.")
    private boolean noCache;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no hints on standard error.")
    private boolean quiet;

    boolean useCache() {
        return !noCache;
    }

    /// Whether to be silent about anything but failure.
    public boolean quiet() {
        return quiet;
    }
}
