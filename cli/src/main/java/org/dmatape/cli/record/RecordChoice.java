// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.instrument.InstrumentationChoice;
import org.dmatape.capture.live.Flight;
import org.dmatape.capture.live.RingBuffers;
import org.dmatape.capture.live.Rotation;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of `record` that say what is recorded and how it is kept.
public final class RecordChoice {

    private static final String AUTOMATIC = "auto";
    /// About 300,000 events: what may come before the decoder has been compiled.
    private static final long FIRST_BUFFER_BYTES = 16L << 20;

    /// What all buffers together begin with on a machine of many CPUs, unless that leaves too little for each.
    private static final long FIRST_BUFFERS_BYTES = 512L << 20;

    private static final long SMALLEST_FIRST_BUFFER_BYTES = 4L << 20;
    private static final int KIB = 1 << 10;
    /// Reading one page of 64 KiB takes a third of the time of sixteen of 4 KiB.
    private static final int USUAL_PAGE_KIB = 64;

    private static final int LARGEST_PAGE_KIB = 1 << 14;
    private static final Duration SHORTEST_FLUSH = Duration.ofMillis(50);

    @Option(
            names = "--events",
            split = ",",
            paramLabel = "WHAT",
            description = "Only these: default, dma, iommu, swiotlb, virtqueue, interrupts, durations, a tracefs system"
                    + " (block) or an event (block:block_rq_issue).")
    private List<String> events = new ArrayList<>();

    @Option(
            names = "--device",
            split = ",",
            paramLabel = "NAME",
            description = "Only what concerns these: DMA devices (0000:00:03.0), virtio devices (virtio0).")
    private List<String> devices = new ArrayList<>();

    @Option(
            names = "--probe",
            paramLabel = "LINE",
            description = "A probe of your own, as a line for dynamic_events: 'p:kick virtqueue_kick vq=$arg1:x64'.")
    private List<String> probes = new ArrayList<>();

    @Option(
            names = "--stacks",
            description =
                    "Record with each mapping, allocation and their ends the functions of the kernel that led to it.")
    private boolean stacks;

    @Option(
            names = "--flush-interval",
            paramLabel = "TIME",
            description = "What a crash costs at most (default: ${DEFAULT-VALUE}).")
    private String flushInterval = "1s";

    @Option(
            names = "--buffer-size",
            paramLabel = "SIZE|auto",
            description = "Ring buffer of each CPU; auto begins with 16MiB (less when there are more than"
                    + " 32 CPUs) and grows when buffers run half full"
                    + " (default: ${DEFAULT-VALUE}).")
    private String bufferSize = AUTOMATIC;

    @Option(
            names = "--page-size",
            paramLabel = "SIZE",
            description =
                    "Page of the ring buffers, where the kernel lets it be chosen (6.8 and later; default: 64KiB, or"
                            + " the kernel's own if it refuses).")
    private @Nullable String pageSize;

    @Option(
            names = "--rotate",
            paramLabel = "SIZE|TIME",
            description =
                    "Go on in another tape (X.0001.tape, X.0002.tape, ...) after that size (1GiB) or time (10min).")
    private @Nullable String rotate;

    @Option(
            names = "--max-files",
            paramLabel = "N",
            description = "With --rotate or --last: keep the newest N tapes only.")
    private int maxFiles;

    @Mixin
    private FlightChoice flight = new FlightChoice();

    /// What is looked at.
    public InstrumentationChoice instrumentation() {
        return new InstrumentationChoice(events, devices, probes, stacks);
    }

    /// What a crash may cost.
    public Duration flushInterval() {
        Duration interval = Quantity.time("--flush-interval", flushInterval);
        if (interval.compareTo(SHORTEST_FLUSH) < 0) {
            throw new UsageException("--flush-interval " + flushInterval + ": at least 50ms are needed");
        }
        return interval;
    }

    /// The kernel's ring buffers.
    public RingBuffers buffers() {
        boolean grow = bufferSize.equals(AUTOMATIC);
        long bytes = grow ? firstBufferBytes() : Quantity.bytes("--buffer-size", bufferSize);
        int pageKib = pageSize == null
                ? USUAL_PAGE_KIB
                : Math.clamp(Quantity.bytes("--page-size", pageSize) / KIB, 1, LARGEST_PAGE_KIB);
        return new RingBuffers(Math.max(1, bytes / KIB), grow, pageKib, pageSize == null);
    }

    private static long firstBufferBytes() {
        long share = FIRST_BUFFERS_BYTES / Runtime.getRuntime().availableProcessors();
        return Math.clamp(share, SMALLEST_FIRST_BUFFER_BYTES, FIRST_BUFFER_BYTES);
    }

    /// To keep only the recent past.
    public Optional<Flight> flight() {
        if (flight.isChosen() && rotate != null) {
            throw new UsageException("--last and --rotate: choose one, the recent past is in one tape");
        }
        return flight.flight(maxFiles);
    }

    /// When another tape begins.
    public Rotation rotation() {
        if (rotate == null) {
            if (maxFiles > 0 && !flight.isChosen()) {
                throw new UsageException("--max-files needs --rotate or --last: without it there is one tape");
            }
            return Rotation.NEVER;
        }
        Optional<Duration> time = Quantity.time(rotate);
        if (time.isPresent()) {
            return new Rotation(Long.MAX_VALUE, time.get(), maxFiles);
        }
        long bytes = Quantity.bytes(rotate)
                .orElseThrow(() -> new UsageException(
                        "--rotate " + rotate + ": expected a size (512MiB, 1GiB) or a time (30s, 10min, 2h)"));
        return new Rotation(bytes, Rotation.NEVER.after(), maxFiles);
    }
}
