// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.dmatape.format.TapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashedTextPoolTest {

    private final HashedTextPool pool = new HashedTextPool();

    /// A set that keeps its order is the model.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void numbersAreDenseInTheOrderOfFirstUse(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Set<String> model = new LinkedHashSet<>();
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String text = "t".repeat(random.nextInt(20)) + random.nextInt(3000);
            model.add(text);
            ids.add(i % 2 == 0 ? pool.idOf(text) : idWithin(text));
            assertThat(pool.textOf(ids.getLast())).isEqualTo(text);
        }

        assertThat(pool.size()).isEqualTo(model.size());
        List<String> inOrder = List.copyOf(model);
        for (int id = 0; id < pool.size(); id++) {
            assertThat(pool.textOf(id)).isEqualTo(inOrder.get(id));
        }
    }

    @ParameterizedTest
    @CsvSource({"ff41, \uFFFDA", "41c3, A\uFFFD", "eda08041, \uFFFDA", "'', ''", "00, '\0'"})
    void malformedTextIsReplaced(String hex, String expected) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        int id = pool.idOf(MemorySegment.ofArray(bytes), 0, bytes.length);

        assertThat(pool.textOf(id)).isEqualTo(expected);
        assertThat(pool.idOf(expected)).isEqualTo(id);
        assertThat(pool.idOf(MemorySegment.ofArray(bytes), 0, bytes.length)).isEqualTo(id);
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        String text = "x" + "\u00FC".repeat(HashedTextPool.MAX_TEXT_BYTES);

        String kept = pool.textOf(pool.idOf(text));

        assertThat(kept).endsWith("\u00FC\u2026").doesNotContain("\uFFFD");
        assertThat(kept.getBytes(UTF_8).length)
                .isBetween(HashedTextPool.MAX_TEXT_BYTES - 1, HashedTextPool.MAX_TEXT_BYTES);
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void refusesMoreTextsThanARecordingCanMean() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i <= 1 << 20; i++) {
                        pool.idOf("device " + i);
                    }
                })
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("1048576 different texts");
    }

    /// The text in the middle of other bytes.
    private int idWithin(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return pool.idOf(MemorySegment.ofArray(bytes), 1, bytes.length - 2);
    }
}
