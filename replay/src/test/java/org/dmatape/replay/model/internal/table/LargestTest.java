// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LargestTest {

    @Test
    void holdsTheLargestWhateverTheOrder() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            long[] numbers = random.longs(random.nextInt(1, 40), 0, 1_000).toArray();
            Largest largest = new Largest(8);
            LongStream.of(numbers).forEach(largest::offer);
            long[] falling = LongStream.of(numbers)
                    .boxed()
                    .sorted((a, b) -> Long.compare(b, a))
                    .mapToLong(Long::longValue)
                    .toArray();

            for (long asked = 0; asked < 1_000; asked += 50) {
                assertThat(largest.allBeyond(asked)).isEqualTo(falling.length >= 8 && falling[7] > asked);
            }
        }
    }
}
