// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {

    @ParameterizedTest
    @CsvSource({
        "kworker/0:1, kworker/0:1",
        "'a\u001b]0;owned\u0007b', a\\x1b]0;owned\\x07b",
        "a\u009b2Jb, a\\x9b2Jb",
        "a\u202eb, a\\u202eb",
        "'a\nb', a\\x0ab",
        "Grüße, Grüße",
    })
    void showsWhatWouldSteerTheTerminal(String text, String visible) {
        assertThat(TerminalText.visible(text)).isEqualTo(visible);
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "Grüße, 5", "磁盘, 4", "e\u0301, 1", "ディスク, 8"})
    void knowsHowWideTextIs(String text, int width) {
        assertThat(TerminalText.width(text)).isEqualTo(width);
    }
}
