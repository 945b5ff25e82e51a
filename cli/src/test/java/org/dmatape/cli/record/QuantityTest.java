// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "512k, 524288",
        "1.5MiB, 1572864",
        "1GiB, 1073741824",
        "1GB, 1000000000",
        "64 mib, 67108864",
        "2T, 2199023255552"
    })
    void sizes(String text, long bytes) {
        assertThat(Quantity.bytes(text)).contains(bytes);
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "1s, PT1S", "1.5s, PT1.5S", "10min, PT10M", "2h, PT2H"})
    void times(String text, Duration time) {
        assertThat(Quantity.time(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1x", "MiB", "1 1", "99999999999999999999", "1.k", "999999999999999GiB"})
    void whatIsNone(String text) {
        assertThat(Quantity.bytes(text)).isEmpty();
        assertThat(Quantity.time(text)).isEmpty();
    }
}
