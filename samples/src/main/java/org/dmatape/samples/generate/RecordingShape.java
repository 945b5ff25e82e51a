// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.nio.ByteOrder;
import java.util.function.Consumer;

/// How the generated events are laid down in the file.
///
/// @param formatVersion version of trace.dat, 6 or 7
/// @param compression compression of a version 7 file
/// @param subBufferBytes size of a sub-buffer (page) of the ring, a power of two from 4096 to 65536
/// @param byteOrder byte order of the machine
/// @param longBytes bytes of a kernel `long`, 4 or 8
/// @param clock clock of the time stamps
/// @param tickNs time stamps are rounded down to multiples of this: above 1, equal times on several CPUs are common
/// @param instances extra buffers, 0 to 4: one each for the events of systems `irq`, `iommu`, `swiotlb` and `vq`
/// @param lossSpans how often a CPU loses events because its ring ran over
/// @param discardedEntries whether the rings hold discarded entries and padding
/// @param absoluteTimeStamps whether some entries carry absolute time stamps
/// @param idleGaps whether CPUs now and then idle for longer than 27 bits of nanoseconds, which needs time extends
/// @param eightByteAlignment whether records are aligned to eight bytes, as on machines that need it
public record RecordingShape(
        int formatVersion,
        TraceCompression compression,
        int subBufferBytes,
        ByteOrder byteOrder,
        int longBytes,
        TraceClock clock,
        int tickNs,
        int instances,
        int lossSpans,
        boolean discardedEntries,
        boolean absoluteTimeStamps,
        boolean idleGaps,
        boolean eightByteAlignment) {

    /// Most instances there can be.
    public static final int MAX_INSTANCES = 4;

    public RecordingShape {
        require(formatVersion == 6 || formatVersion == 7, "the version of trace.dat is 6 or 7, not " + formatVersion);
        require(
                formatVersion == 7 || compression == TraceCompression.NONE,
                "version 6 knows no compression: choose version 7 or compression none");
        require(
                Integer.bitCount(subBufferBytes) == 1 && subBufferBytes >= 4096 && subBufferBytes <= 65536,
                "a sub-buffer has a power of two from 4096 to 65536 bytes, not " + subBufferBytes);
        require(longBytes == 4 || longBytes == 8, "a kernel long has 4 or 8 bytes, not " + longBytes);
        require(tickNs >= 1 && tickNs <= 1_000_000, "a tick lasts 1 to 1000000 ns, not " + tickNs);
        require(instances >= 0 && instances <= MAX_INSTANCES, "there are 0 to 4 instances, not " + instances);
        require(
                tickNs == 1 || instances == 0,
                "with ticks longer than 1 ns the order of events in different instances would be unknown");
        require(lossSpans >= 0 && lossSpans <= 1000, "there are 0 to 1000 losses, not " + lossSpans);
    }

    /// Version 7, zstd, 4 KiB, little endian, 64 bits, clock `mono`, nothing unusual.
    public static RecordingShape defaults() {
        return new RecordingShape(
                7,
                TraceCompression.ZSTD,
                4096,
                ByteOrder.LITTLE_ENDIAN,
                8,
                TraceClock.MONO,
                1,
                0,
                0,
                false,
                false,
                false,
                false);
    }

    /// The same with another file format.
    public RecordingShape withFile(int version, TraceCompression fileCompression) {
        return with(parts -> {
            parts.formatVersion = version;
            parts.compression = fileCompression;
        });
    }

    /// The same with sub-buffers of another size.
    public RecordingShape withSubBufferBytes(int bytes) {
        return with(parts -> parts.subBufferBytes = bytes);
    }

    /// The same on another machine.
    public RecordingShape withMachine(ByteOrder order, int kernelLongBytes, boolean alignedToEightBytes) {
        return with(parts -> {
            parts.byteOrder = order;
            parts.longBytes = kernelLongBytes;
            parts.eightByteAlignment = alignedToEightBytes;
        });
    }

    /// The same with another clock.
    public RecordingShape withClock(TraceClock traceClock, int clockTickNs) {
        return with(parts -> {
            parts.clock = traceClock;
            parts.tickNs = clockTickNs;
        });
    }

    /// The same with another number of instances.
    public RecordingShape withInstances(int count) {
        return with(parts -> parts.instances = count);
    }

    /// The same with another number of losses.
    public RecordingShape withLossSpans(int count) {
        return with(parts -> parts.lossSpans = count);
    }

    /// The same with or without the rarer kinds of ring-buffer entries.
    public RecordingShape withRareEntries(boolean discarded, boolean absolute, boolean idle) {
        return with(parts -> {
            parts.discardedEntries = discarded;
            parts.absoluteTimeStamps = absolute;
            parts.idleGaps = idle;
        });
    }

    private RecordingShape with(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return parts.together();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /// The values while one of them is changed.
    private static final class Parts {

        private int formatVersion;
        private TraceCompression compression;
        private int subBufferBytes;
        private ByteOrder byteOrder;
        private int longBytes;
        private TraceClock clock;
        private int tickNs;
        private int instances;
        private int lossSpans;
        private boolean discardedEntries;
        private boolean absoluteTimeStamps;
        private boolean idleGaps;
        private boolean eightByteAlignment;

        private Parts(RecordingShape whole) {
            formatVersion = whole.formatVersion;
            compression = whole.compression;
            subBufferBytes = whole.subBufferBytes;
            byteOrder = whole.byteOrder;
            longBytes = whole.longBytes;
            clock = whole.clock;
            tickNs = whole.tickNs;
            instances = whole.instances;
            lossSpans = whole.lossSpans;
            discardedEntries = whole.discardedEntries;
            absoluteTimeStamps = whole.absoluteTimeStamps;
            idleGaps = whole.idleGaps;
            eightByteAlignment = whole.eightByteAlignment;
        }

        private RecordingShape together() {
            return new RecordingShape(
                    formatVersion,
                    compression,
                    subBufferBytes,
                    byteOrder,
                    longBytes,
                    clock,
                    tickNs,
                    instances,
                    lossSpans,
                    discardedEntries,
                    absoluteTimeStamps,
                    idleGaps,
                    eightByteAlignment);
        }
    }
}
