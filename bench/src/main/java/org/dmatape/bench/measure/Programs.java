// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The programs of this machine.
public final class Programs {

    private Programs() {}

    /// Says so if a peer is not installed.
    public static void require(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean found = Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        if (!found) {
            throw new MeasurementException(name + " is not installed");
        }
    }
}
