// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing is wrong in a generated recording but what was asked for.
class HealthyTrafficTest {

    /// Page pools begin half full, with mappings older than the recording, so these machines have no network device.
    private static final DeviceCounts NO_NETWORK = new DeviceCounts(2, 0, 1, 3);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BYPASS")
    void nothingIsWrongWithoutBugs(IommuMode mode) throws Exception {
        GeneratorOptions options = GeneratorOptions.of(60_000, mode.ordinal())
                .withDevices(NO_NETWORK)
                .withIommuMode(mode)
                .withOddities(false);
        assertThat(anomalies(options)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsWrongIsWhatWasAskedFor(long seed) throws Exception {
        Map<BugKind, Integer> bugs = Map.of(
                BugKind.DOUBLE_MAP, 3,
                BugKind.DOUBLE_UNMAP, 2,
                BugKind.NEVER_MAPPED, 5,
                BugKind.UNMAP_SIZE_MISMATCH, 4,
                BugKind.UNMAP_DIRECTION_MISMATCH, 1,
                BugKind.MAP_ERROR_UNCHECKED, 6,
                BugKind.LEAKED_MAP, 7);
        GeneratorOptions options = GeneratorOptions.of(40_000, seed)
                .withDevices(NO_NETWORK)
                .withOddities(false)
                .withBugs(bugs);
        assertThat(anomalies(options))
                .isEqualTo(Map.of(
                        "double-map", 3L,
                        "double-unmap", 2L,
                        "never-mapped", 5L,
                        "unmap-size-mismatch", 4L,
                        "unmap-direction-mismatch", 1L,
                        "map-error-unchecked", 6L));
    }

    /// Long enough for the memory of all requests to have been used more than once.
    @Test
    void memoryOfABufferThatNeverComesBackIsNotUsedAgain() throws Exception {
        GeneratorOptions options = GeneratorOptions.of(250_000, 6)
                .withDevices(new DeviceCounts(1, 0, 0, 1))
                .withOddities(false)
                .withBugs(Map.of(BugKind.STALLED_BUFFER, 4));
        assertThat(anomalies(options)).isEmpty();
    }

    private Map<String, Long> anomalies(GeneratorOptions options) throws Exception {
        Path file = folder.resolve("trace.dat");
        TraceGenerator.generate(options, file, ProgressListener.NONE);
        return MappingLedger.anomalies(TraceCmdReport.of(file));
    }
}
