// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.dmatape.capture.clock.ClockMethod;
import org.dmatape.capture.clock.ClockWindow;
import org.dmatape.capture.clock.SourceClock;
import org.dmatape.capture.clock.signal.QueueIdentity;
import org.dmatape.capture.importing.internal.RecordingOpener;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The clocks of real recordings, found again after one of them was moved by a known amount.
class ClockAlignmentTest {

    private static final ShippedRecordings SHIPPED = ShippedRecordings.locate();
    private static final long MICROSECOND_NS = 1000;
    /// Rewritten times are rounded to microseconds.
    private static final long ROUNDING_NS = 2000;

    private static final Map<String, SourceClock> ALIGNED = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    static List<String> names() {
        return SHIPPED.names().stream()
                .filter(name -> SHIPPED.deviceLog(name).isPresent())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLogIsTiedToItsTraceToWithinAFewHundredMicroseconds(String name) {
        SourceClock clock = asRecorded(name);

        assertThat(clock.method()).isEqualTo(ClockMethod.ALIGNED);
        assertThat(clock.uncertaintyNs()).isBetween(1_000L, 300_000L);
        assertThat(clock.windows()).isNotEmpty().allMatch(window -> window.fromNs() <= window.toNs());
    }

    /// Where more than one request was recorded, and so kicks and interrupts are what ties the clocks.
    static List<String> namesTiedByQueues() {
        return names().stream().filter(name -> !name.equals("bugs-smmu-612")).toList();
    }

    @ParameterizedTest
    @MethodSource("namesTiedByQueues")
    void queuesGetTheNamesOfTheGuest(String name) {
        assertThat(asRecorded(name).queues())
                .isNotEmpty()
                .extracting(QueueIdentity::virtioDevice)
                .contains("virtio0")
                .allMatch(device -> device.startsWith("virtio"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aClockThatWasMovedAndStretchedIsFoundAgainWithinTheBound(long seed) {
        Random random = new Random(seed);
        String name = names().get(random.nextInt(names().size()));
        RewrittenLog log = new RewrittenLog(log(name));
        long shiftUs = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
        double drift = random.nextDouble(-4e-4, 4e-4);

        SourceClock moved = clockOf(name, log.shifted(folder.resolve("moved.log"), shiftUs, drift));

        assertThat(moved.method()).as(name).isEqualTo(ClockMethod.ALIGNED);
        SourceClock original = asRecorded(name);
        long firstNs = log.firstUs() * MICROSECOND_NS;
        for (ClockWindow window : original.windows()) {
            long atNs = (window.fromNs() + window.toNs()) / 2 - window.offsetNs();
            long movedNs = atNs + shiftUs * MICROSECOND_NS + Math.round((atNs - firstNs) * drift);
            long differenceNs = moved.map().apply(movedNs) - original.map().apply(atNs);
            assertThat(Math.abs(differenceNs))
                    .as("%s, shift %d us, drift %s, at %d", name, shiftUs, drift, atNs)
                    .isLessThanOrEqualTo(window.uncertaintyNs() + uncertaintyAt(moved, movedNs) + ROUNDING_NS);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-5e-4, -2e-4, 2e-4, 5e-4})
    void aFewSignalsBehindSecondsOfSilenceStillBoundAClockThatDrifts(double drift) {
        String name = "bugs-612";
        RewrittenLog log = new RewrittenLog(log(name));

        SourceClock stretched = clockOf(name, log.shifted(folder.resolve("stretched.log"), 0, drift));

        assertThat(stretched.uncertaintyNs()).isLessThan(asRecorded(name).uncertaintyNs() * 3 / 2);
        long statedNs = lastUncertaintyNs(stretched) + lastUncertaintyNs(asRecorded(name));
        assertThat(lastNs(stretched) - lastNs(asRecorded(name))).isBetween(-statedNs, statedNs);
        assertThat(lastUncertaintyNs(stretched)).isLessThan(300_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void losingNotificationsAndInterruptsOfTheDeviceWidensTheBoundAndMovesNothing(long seed) {
        Random random = new Random(seed);
        String name = names().get(random.nextInt(names().size()));
        Path log = log(name);
        Path fewerKicks = new RewrittenLog(log).without(folder.resolve("kicks.log"), "virtio_queue_notify", 0.1, seed);
        Path fewer = new RewrittenLog(fewerKicks).without(folder.resolve("both.log"), "virtio_notify", 0.1, seed);

        SourceClock clock = clockOf(name, fewer);

        assertThat(clock.method()).as(name).isEqualTo(ClockMethod.ALIGNED);
        SourceClock original = asRecorded(name);
        for (ClockWindow window : original.windows()) {
            long atNs = (window.fromNs() + window.toNs()) / 2 - window.offsetNs();
            assertThat(Math.abs(clock.map().apply(atNs) - original.map().apply(atNs)))
                    .as(name)
                    .isLessThanOrEqualTo(window.uncertaintyNs() + uncertaintyAt(clock, atNs));
        }
    }

    @Test
    void theLogOfAnotherMachineIsTiedToNothing() {
        for (String trace : names()) {
            for (String log : names()) {
                if (!trace.equals(log)) {
                    SourceClock clock = clockOf(trace, log(log));
                    assertThat(clock.method()).as("%s and %s", trace, log).isEqualTo(ClockMethod.UNKNOWN);
                    assertThat(clock.note()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void correctedTimesNeverGoBack() {
        for (String name : names()) {
            SourceClock clock = asRecorded(name);
            long fromNs = new RewrittenLog(log(name)).firstUs() * MICROSECOND_NS;
            long before = Long.MIN_VALUE;
            for (int step = 0; step < 200_000; step++) {
                long now = clock.map().apply(fromNs + step * 137_003L);
                assertThat(now).as(name).isGreaterThanOrEqualTo(before);
                before = now;
            }
        }
    }

    @Test
    void anOffsetTheUserGivesOverridesTheOrderOfEvents() {
        String name = names().getFirst();
        Path log = log(name);
        List<RecordingFile> files = List.of(RecordingFile.of(SHIPPED.traceDat(name)), RecordingFile.of(log));

        SourceClock clock = RecordingClocks.of(files, new RecordingOpener(OpenOptions.DEFAULT), Map.of(log, -5L))
                .getLast();

        assertThat(clock.method()).isEqualTo(ClockMethod.GIVEN);
        assertThat(clock.map().apply(105)).isEqualTo(100);
    }

    private static long uncertaintyAt(SourceClock clock, long sourceNs) {
        long tapeNs = clock.map().apply(sourceNs);
        return clock.windows().stream()
                .filter(window -> window.fromNs() <= tapeNs && tapeNs <= window.toNs())
                .mapToLong(ClockWindow::uncertaintyNs)
                .max()
                .orElse(clock.windows().getFirst().uncertaintyNs());
    }

    private static SourceClock asRecorded(String name) {
        return ALIGNED.computeIfAbsent(name, recording -> clockOf(recording, log(recording)));
    }

    private static SourceClock clockOf(String trace, Path log) {
        List<RecordingFile> files = List.of(RecordingFile.of(SHIPPED.traceDat(trace)), RecordingFile.of(log));
        return RecordingClocks.of(files, new RecordingOpener(OpenOptions.DEFAULT), Map.of())
                .getLast();
    }

    private static Path log(String name) {
        return SHIPPED.deviceLog(name).orElseThrow();
    }

    private static long lastUncertaintyNs(SourceClock clock) {
        return clock.windows().getLast().uncertaintyNs();
    }

    private static long lastNs(SourceClock clock) {
        return clock.windows().getLast().toNs();
    }
}
