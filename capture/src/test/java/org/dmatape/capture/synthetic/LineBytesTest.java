// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Bytes read eight at a time say what they say one at a time.
class LineBytesTest {

    private static final long SEED = 20_261_122;
    private static final int ROUNDS = 20_000;

    @Test
    void sixDigitsAreReadAsTheirNumber() {
        for (int number = 0; number < 1_000_000; number += 7) {
            byte[] bytes = padded(String.format("%06d", number));

            assertThat(LineBytes.sixDigits(bytes, 0)).isEqualTo(number);
        }
    }

    @Test
    void anythingElseThanADigitMakesNoNumber() {
        for (int place = 0; place < 6; place++) {
            for (int character = 0; character < 256; character++) {
                byte[] bytes = padded("123456");
                bytes[place] = (byte) character;
                boolean digit = character >= '0' && character <= '9';

                assertThat(LineBytes.sixDigits(bytes, 0) >= 0)
                        .as("character %d at %d", character, place)
                        .isEqualTo(digit);
            }
        }
    }

    @Test
    void theNextByteOfAValueIsFoundWhereItIs() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[40 + LineChunks.PADDING_BYTES];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                Arrays.fill(bytes, 5, 30, (byte) 'x');
            }
            byte value = bytes[random.nextInt(bytes.length)];
            int from = random.nextInt(20);
            int end = from + random.nextInt(21);
            int expected = from;
            while (expected < end && bytes[expected] != value) {
                expected++;
            }

            assertThat(LineBytes.indexOf(value, bytes, from, end))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(expected);
        }
    }

    private static byte[] padded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(bytes, bytes.length + LineChunks.PADDING_BYTES);
    }
}
