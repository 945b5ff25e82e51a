// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.bar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarResultTest {

    private static final BarResult MET = BarResult.measured(Bar.IMPORT_OVER_TRACE_CMD, 10, "");
    private static final BarResult MISSED = BarResult.measured(Bar.CHECK_WALL, 10.1, "");
    private static final BarResult UNKNOWN = BarResult.notMeasured(Bar.IMPORT_OVER_BABELTRACE, "not installed");

    @Test
    void meetsABarAtItsLimit() {
        assertThat(MET.verdict()).isEqualTo(Verdict.PASS);
        assertThat(BarResult.measured(Bar.CHECK_WALL, 10, "").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void missesABarOnItsWrongSide() {
        assertThat(BarResult.measured(Bar.IMPORT_OVER_TRACE_CMD, 9.9, "").verdict())
                .isEqualTo(Verdict.MISS);
        assertThat(MISSED.verdict()).isEqualTo(Verdict.MISS);
    }

    @Test
    void neverTakesWhatWasNotMeasuredForMet() {
        assertThat(UNKNOWN.verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(Verdict.worst(List.of(MET, UNKNOWN))).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(Verdict.worst(List.of(MISSED, UNKNOWN, MET))).isEqualTo(Verdict.MISS);
        assertThat(Verdict.worst(List.of(MET))).isEqualTo(Verdict.PASS);
    }
}
