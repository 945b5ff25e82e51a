// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.dmatape.capture.clock.Alignment.Aligned;
import org.dmatape.capture.clock.Alignment.NotAligned;
import org.dmatape.capture.clock.signal.LossSpans;
import org.dmatape.capture.clock.signal.PageOperations;
import org.dmatape.capture.clock.signal.PageSightings;
import org.dmatape.capture.clock.signal.SideSignals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Guests whose device looks pages up, and tells nothing else; when is known.
class FrameSweepTest {

    private static final int REQUESTS = 400;
    private static final long PAGE_BYTES = 4096;
    private static final long BEGIN_NS = 7_000_000_000L;

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /// One boot: what is mapped where depends on the image alone, when on the boot.
    private static final class Boot {

        private final PageOperations operations = new PageOperations();
        private final PageSightings walks = new PageSightings();
        private final SideSignals driver = new SideSignals();
        private final SideSignals device = new SideSignals();
        private final long offsetNs;

        Boot(long imageSeed, long bootSeed, long offsetNs, double drift) {
            this.offsetNs = offsetNs;
            Random image = new Random(imageSeed);
            Random times = new Random(bootSeed);
            long nowNs = BEGIN_NS;
            see(nowNs, drift);
            for (int i = 0; i < REQUESTS; i++) {
                long iova = 0xffff_0000L - image.nextInt(8) * PAGE_BYTES;
                long frame = image.nextInt(16) * 0x10_0000L;
                nowNs += times.nextLong(20_000, 400_000);
                long lookedUpNs = nowNs + times.nextLong(20_000, 120_000);
                long unmappedNs = lookedUpNs + times.nextLong(20_000, 120_000);
                operations.add(true, nowNs, nowNs - 2_000, nowNs + 1_000, iova, PAGE_BYTES, frame);
                walks.add(PageSightings.Kind.TRANSLATED, toDevice(lookedUpNs, drift), iova + 16, 1, frame + 16);
                operations.add(false, unmappedNs, unmappedNs - 1_000, unmappedNs + 2_000, iova, PAGE_BYTES, 0);
                nowNs = unmappedNs;
            }
            see(nowNs + 10_000_000, drift);
            driver.pages(operations, new PageSightings(), new LossSpans());
            device.walks(walks);
        }

        private void see(long tapeNs, double drift) {
            driver.see(tapeNs);
            device.see(toDevice(tapeNs, drift));
        }

        long toDevice(long tapeNs, double drift) {
            return tapeNs - offsetNs + Math.round((tapeNs - BEGIN_NS) * drift);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whereLookUpsFoundWhatWasMappedIsTheTrueOffset(long seed) {
        Random random = new Random(seed);
        double drift = random.nextDouble(-1e-4, 1e-4);
        Boot boot = new Boot(seed, seed + 1000, random.nextLong(-1L << 60, 1L << 60), drift);

        Aligned aligned = (Aligned) ClockAligner.align(boot.driver, boot.device);

        assertThat(aligned.sharedUncertaintyNs()).isLessThan(1_000_000);
        for (long tapeNs = boot.driver.firstNs(); tapeNs < boot.driver.lastNs(); tapeNs += 1_000_000) {
            long foundNs = aligned.map().apply(boot.toDevice(tapeNs, drift));
            assertThat(Math.abs(foundNs - tapeNs))
                    .as("seed %d at %d", seed, tapeNs)
                    .isLessThanOrEqualTo(uncertaintyAt(aligned, foundNs));
        }
    }

    /// The allocators of two boots of one image may hand out the same addresses in the same order.
    @ParameterizedTest
    @MethodSource("seeds")
    void anotherBootOfTheSameImageIsNotTaken(long seed) {
        Boot one = new Boot(seed, seed + 1000, 0, 0);
        Boot other = new Boot(seed, seed + 2000, 0, 0);

        assertThat(ClockAligner.align(one.driver, other.device)).isInstanceOf(NotAligned.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void otherFramesTieNothing(long seed) {
        Boot one = new Boot(seed, seed + 1000, 0, 0);
        Boot other = new Boot(seed + 500, seed + 1000, 0, 0);

        assertThat(ClockAligner.align(one.driver, other.device)).isInstanceOf(NotAligned.class);
    }

    private static long uncertaintyAt(Aligned aligned, long tapeNs) {
        return aligned.windows().stream()
                .filter(window -> window.fromNs() <= tapeNs && tapeNs <= window.toNs())
                .mapToLong(ClockWindow::uncertaintyNs)
                .max()
                .orElseThrow();
    }
}
