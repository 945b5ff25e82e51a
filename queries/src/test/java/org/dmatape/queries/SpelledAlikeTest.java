// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpelledAlikeTest {

    private static final List<String> NAMES = List.of("dma_op", "vq_op", "iommu_op", "mapping", "device_access");

    @Test
    void theNearestComesFirst() {
        assertThat(SpelledAlike.to("maping", NAMES)).containsExactly("mapping");
        assertThat(SpelledAlike.to("dmaop", NAMES)).startsWith("dma_op");
        assertThat(SpelledAlike.to("access", NAMES)).containsExactly("device_access");
    }

    @Test
    void shortWordsMustBeNear() {
        assertThat(SpelledAlike.to("xyz", NAMES)).isEmpty();
        assertThat(SpelledAlike.to("", NAMES)).isEmpty();
    }

    @Test
    void theHintIsAQuestion() {
        assertThat(SpelledAlike.hint("_op", NAMES)).isEqualTo("; did you mean vq_op or dma_op or iommu_op?");
        assertThat(SpelledAlike.hint("nothing like it", NAMES)).isEmpty();
    }
}
