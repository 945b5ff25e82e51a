// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dmatape.capture.clock.offset.OffsetBounds;
import org.dmatape.capture.clock.offset.OffsetSegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatedErrorTest {

    private static final long STEP_NS = 1_000;
    private static final long LAST_NS = 8_191_500;
    private static final long OPEN_NS = 100;
    private static final long JUMP_NS = 500_000;

    /// What a bend makes uncertain on either side of it ends with the recording.
    @ParameterizedTest
    @ValueSource(longs = {20_000, 4_000_000, LAST_NS - 20_000})
    void windowsCoverTheRecordingAndNothingElse(long jumpsAtNs) {
        OffsetBounds bounds = new OffsetBounds(0, LAST_NS, 0);
        for (long atNs = 0; atNs <= LAST_NS; atNs += STEP_NS) {
            long offsetNs = atNs < jumpsAtNs ? 0 : JUMP_NS;
            bounds.atLeast(atNs, offsetNs - OPEN_NS);
            bounds.atMost(atNs, offsetNs + OPEN_NS);
        }
        List<OffsetSegment> segments = OffsetSegment.cut(bounds).orElseThrow();
        ClockMap map = ClockMap.of(segments, bounds.firstNs(), bounds.baseOffsetNs());

        List<ClockWindow> windows = new StatedError(segments, bounds, map, 0).windows(0, LAST_NS);

        assertThat(segments).hasSize(2);
        assertThat(windows.getFirst().fromNs()).isEqualTo(map.apply(0));
        assertThat(windows.getLast().toNs()).isEqualTo(map.apply(LAST_NS));
        assertThat(windows).allMatch(window -> window.fromNs() <= window.toNs());
    }
}
