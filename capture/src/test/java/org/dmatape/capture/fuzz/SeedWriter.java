// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes the seeds of a target into a folder, for the fuzzer to begin with: `SeedWriter TARGET FOLDER`. Without a
/// target it prints the names of all.
public final class SeedWriter {

    private SeedWriter() {}

    /// Entry point.
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            FuzzTargets.names().forEach(System.out::println);
            return;
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<byte[]> seeds = FuzzTargets.named(arguments[0]).seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(folder.resolve("seed-%03d".formatted(i)), seeds.get(i));
        }
    }
}
