// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench;

import org.dmatape.bench.measure.MeasurementException;
import picocli.CommandLine;

/// The program behind `bench/run`.
public final class Main {

    private static final int NOT_MEASURED = 3;

    private Main() {}

    /// The entry point of the process.
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new BenchCommand(System.out, System.err));
        commandLine.setExecutionExceptionHandler((failure, _, _) -> {
            if (!(failure instanceof MeasurementException)) {
                throw failure;
            }
            System.err.println("bench: " + failure.getMessage());
            return NOT_MEASURED;
        });
        System.exit(commandLine.execute(arguments));
    }
}
