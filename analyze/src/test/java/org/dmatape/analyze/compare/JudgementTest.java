// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

    @ParameterizedTest(name = "{0} within {1} to {2} is {3}")
    @CsvSource({
        "1.10, 1.02, 1.20, REGRESSED",
        "1.10, 0.99, 1.20, UNDECIDED",
        "1.04, 1.03, 1.05, UNCHANGED",
        "1.04, 1.03, 1.09, UNDECIDED",
        "1.05, 1.01, 1.08, REGRESSED",
        "0.80, 0.70, 0.95, IMPROVED",
        "0.80, 0.70, 1.01, UNDECIDED",
        "1.00, 0.96, 1.04, UNCHANGED",
        "Infinity, Infinity, Infinity, REGRESSED",
        "0.00, 0.00, 0.00, IMPROVED"
    })
    void fivePercentCount(double ratio, double low, double high, Judgement expected) {
        assertThat(Judgement.of(ratio, new Interval(low, high), 0.05)).isEqualTo(expected);
    }
}
