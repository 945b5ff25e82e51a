// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.clock.ClockMethod;
import org.dmatape.capture.clock.ClockWindow;
import org.dmatape.capture.clock.SourceClock;
import org.dmatape.capture.importing.internal.RecordingOpener;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clocks of real recordings whose logs tell of nothing but look-ups: the pages and frames tie them.
class FrameAlignmentTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();
    private static final List<String> QUEUES_AND_INVALIDATIONS = List.of(
            "virtio_queue_notify", "virtio_notify", "vtd_inv_desc_iotlb", "smmuv3_cmdq_tlbi", "smmuv3_s1_range_inval");
    private static final long ROUNDING_NS = 2000;

    @TempDir
    private Path folder;

    /// The others have no IOMMU, or look up little but what stays mapped.
    @ParameterizedTest
    @ValueSource(strings = {"blk-lazy-73", "blk-strict-612"})
    void whatAllEvidenceSaysLiesWithinTheBoundOfLookUpsAlone(String name) {
        SourceClock all = clockOf(name, log(name));

        SourceClock frames = clockOf(name, lookUps(name));

        assertThat(frames.method()).isEqualTo(ClockMethod.ALIGNED);
        assertThat(frames.uncertaintyNs()).isLessThan(500_000);
        for (ClockWindow window : frames.windows()) {
            long atNs = (window.fromNs() + window.toNs()) / 2 - window.offsetNs();
            assertThat(Math.abs(frames.map().apply(atNs) - all.map().apply(atNs)))
                    .isLessThanOrEqualTo(window.uncertaintyNs() + uncertaintyAt(all, atNs) + ROUNDING_NS);
        }
    }

    @Test
    void lookUpsOfAnotherMachineTieNothing() {
        List<String> names = SHIPPED.names().stream()
                .filter(name -> SHIPPED.deviceLog(name).isPresent())
                .toList();
        for (String trace : names) {
            for (String log : names) {
                if (!trace.equals(log)) {
                    assertThat(clockOf(trace, lookUps(log)).method())
                            .as("%s and %s", trace, log)
                            .isEqualTo(ClockMethod.UNKNOWN);
                }
            }
        }
    }

    private Path lookUps(String name) {
        Path log = log(name);
        for (String event : QUEUES_AND_INVALIDATIONS) {
            log = new RewrittenLog(log).without(folder.resolve(name + "-" + event + ".log"), event, 1, 1);
        }
        return log;
    }

    private static long uncertaintyAt(SourceClock clock, long sourceNs) {
        long tapeNs = clock.map().apply(sourceNs);
        return clock.windows().stream()
                .filter(window -> window.fromNs() <= tapeNs && tapeNs <= window.toNs())
                .mapToLong(ClockWindow::uncertaintyNs)
                .max()
                .orElse(clock.windows().getFirst().uncertaintyNs());
    }

    private static SourceClock clockOf(String trace, Path log) {
        List<RecordingFile> files = List.of(RecordingFile.of(SHIPPED.traceDat(trace)), RecordingFile.of(log));
        return RecordingClocks.of(files, new RecordingOpener(OpenOptions.DEFAULT), Map.of())
                .getLast();
    }

    private static Path log(String name) {
        return SHIPPED.deviceLog(name).orElseThrow();
    }
}
