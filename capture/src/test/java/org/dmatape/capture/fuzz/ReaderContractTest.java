// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What fuzzing broke once stays whole, and the seeds are worth changing.
class ReaderContractTest {

    /// A folder per target, with a file per input.
    private static final Path BROKE_ONCE = Path.of("src", "test", "resources", "fuzz");

    /// Against what waits without end.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static Stream<String> targets() {
        return FuzzTargets.names().stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void seedsAreReadToTheirEnd(String name) throws IOException {
        FuzzTarget target = FuzzTargets.named(name);
        int read = 0;
        for (byte[] seed : target.seeds()) {
            read += held(target, seed) ? 1 : 0;
        }
        assertThat(read).as("seeds with something in them").isPositive();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatBrokeOnceHolds(String name) throws IOException {
        FuzzTarget target = FuzzTargets.named(name);
        held(target, new byte[0]);
        for (Path input : inputs(BROKE_ONCE.resolve(name))) {
            Assertions.assertDoesNotThrow(() -> held(target, Files.readAllBytes(input)), input.toString());
        }
    }

    private static boolean held(FuzzTarget target, byte[] input) {
        return Assertions.assertTimeoutPreemptively(PATIENCE, () -> ReaderContract.hold(target, input, 1));
    }

    private static List<Path> inputs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
