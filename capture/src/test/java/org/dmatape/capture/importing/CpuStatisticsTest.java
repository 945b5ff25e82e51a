// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuStatisticsTest {

    @Test
    void readsWhatEachCpuDropped() {
        String text = """
                CPU: 0
                entries: 12
                overrun: 5
                dropped events: 0
                read events: 3
                CPU: 11
                entries: 9
                dropped events: 42
                """;

        assertThat(CpuStatistics.parse(text)).containsExactly(new CpuStatistics(0, 0), new CpuStatistics(11, 42));
    }

    @Test
    void skipsWhatIsNoStatistics() {
        assertThat(CpuStatistics.parse("Buffer: x\ndropped events: 7\nCPU: many\ndropped events: 99999999999999999999"))
                .isEmpty();
    }
}
