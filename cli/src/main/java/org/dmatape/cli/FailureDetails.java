// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a report of a defect needs, in a file only its owner can read.
final class FailureDetails {

    private FailureDetails() {}

    static Path write(Throwable failure, List<String> args) throws IOException {
        Path details = Files.createTempFile("dmatape-error-", ".txt");
        try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(details, StandardCharsets.UTF_8))) {
            writer.println(Version.line());
            writer.println("command line: " + String.join(" ", args));
            writer.println("processors: " + Runtime.getRuntime().availableProcessors() + ", heap limit: "
                    + Runtime.getRuntime().maxMemory() + " bytes");
            writer.println();
            failure.printStackTrace(writer);
        }
        return details;
    }
}
