// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbeMissesTest {

    /// As a 6.1 guest under load showed it.
    private static final String PROFILE = """
              virtqueue_get_buf                                        539               4
              virtqueue_add_sgs                                        213               0
              dma_unmap_page_attrs_ret                                 804               8
              somebody_elses                                             7               7
            """;

    @Test
    void probesThatMissedHitsAreTold(@TempDir Path tracefs) throws IOException {
        Files.writeString(tracefs.resolve("kprobe_profile"), PROFILE);

        assertThat(ProbeMisses.read(
                        tracefs, Set.of("virtqueue_get_buf", "virtqueue_add_sgs", "dma_unmap_page_attrs_ret")))
                .containsExactly(
                        new ProbeMisses("virtqueue_get_buf", 539, 4),
                        new ProbeMisses("dma_unmap_page_attrs_ret", 804, 8));
    }

    @Test
    void aKernelThatCountsNothingMissedNothing(@TempDir Path tracefs) {
        assertThat(ProbeMisses.read(tracefs, Set.of("virtqueue_get_buf"))).isEmpty();
    }
}
