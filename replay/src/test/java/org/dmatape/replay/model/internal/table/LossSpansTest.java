// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.dmatape.replay.facts.LostSpan;
import org.junit.jupiter.api.Test;

class LossSpansTest {

    @Test
    void aLossLiesBetweenTwoEventsWhenItOverlapsTheTimeBetween() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            List<LostSpan> spans = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                long from = random.nextInt(50);
                spans.add(new LostSpan(0, 0, 0, OptionalLong.empty(), from, from + 1 + random.nextInt(20)));
            }
            long first = random.nextInt(60);
            long last = first + random.nextInt(20);

            assertThat(new LossSpans(spans).between(first, last))
                    .as("%s in %d..%d", spans, first, last)
                    .isEqualTo(spans.stream().anyMatch(span -> span.fromEventId() < last && span.toEventId() > first));
        }
    }

    @Test
    void aLossWithoutBordersIsEverywhere() {
        LossSpans everywhere = new LossSpans(
                List.of(new LostSpan(0, 0, 0, OptionalLong.empty(), LostSpan.FROM_THE_BEGINNING, LostSpan.TO_THE_END)));

        assertThat(everywhere.between(3, 4)).isTrue();
        assertThat(everywhere.after(1_000_000)).isTrue();
    }
}
