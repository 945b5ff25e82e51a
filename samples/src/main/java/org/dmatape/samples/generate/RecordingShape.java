// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.util.Set;

/// How the generated events are laid down in the file.
///
/// @param file kind of file
/// @param subBufferBytes size of a sub-buffer, a power of two from 4096 to 65536
/// @param words byte order and word size of the machine
/// @param clock clock of the time stamps
/// @param tickNs time stamps are rounded down to multiples of this: above 1, equal times on several CPUs are common
/// @param instances extra buffers, 0 to 4: one each for the events of systems `irq`, `iommu`, `swiotlb` and `vq`
/// @param lossSpans how often a CPU loses events because its ring ran over
/// @param rareEntries rare kinds of entries that the rings hold
public record RecordingShape(
        FileFormat file,
        int subBufferBytes,
        WordLayout words,
        TraceClock clock,
        int tickNs,
        int instances,
        int lossSpans,
        Set<RareEntry> rareEntries) {

    /// Most instances there can be.
    public static final int MAX_INSTANCES = 4;

    /// Refuses what the kernel does not do.
    public RecordingShape {
        rareEntries = Set.copyOf(rareEntries);
        GeneratorLimits.require(
                Integer.bitCount(subBufferBytes) == 1 && subBufferBytes >= 4096 && subBufferBytes <= 65536,
                "a sub-buffer has a power of two from 4096 to 65536 bytes, not " + subBufferBytes);
        GeneratorLimits.require(tickNs >= 1 && tickNs <= 1_000_000, "a tick lasts 1 to 1000000 ns, not " + tickNs);
        GeneratorLimits.require(
                instances >= 0 && instances <= MAX_INSTANCES, "there are 0 to 4 instances, not " + instances);
        GeneratorLimits.require(
                tickNs == 1 || instances == 0,
                "with ticks longer than 1 ns the order of events in different instances would be unknown");
        GeneratorLimits.require(lossSpans >= 0 && lossSpans <= 1000, "there are 0 to 1000 losses, not " + lossSpans);
    }

    /// Version 7, zstd, 4 KiB, little endian, 64 bits, clock `mono`, nothing unusual.
    public static RecordingShape defaults() {
        FileFormat file = new FileFormat(7, TraceCompression.ZSTD);
        return new RecordingShape(file, 4096, WordLayout.X86_64, TraceClock.MONO, 1, 0, 0, Set.of());
    }

    /// The same in another kind of file.
    public RecordingShape withFile(int version, TraceCompression compression) {
        FileFormat other = new FileFormat(version, compression);
        return new RecordingShape(other, subBufferBytes, words, clock, tickNs, instances, lossSpans, rareEntries);
    }

    /// The same with sub-buffers of another size.
    public RecordingShape withSubBufferBytes(int bytes) {
        return new RecordingShape(file, bytes, words, clock, tickNs, instances, lossSpans, rareEntries);
    }

    /// The same on a machine with other words.
    public RecordingShape withWords(WordLayout other) {
        return new RecordingShape(file, subBufferBytes, other, clock, tickNs, instances, lossSpans, rareEntries);
    }

    /// The same with another clock, whose ticks last so long.
    public RecordingShape withClock(TraceClock other, int otherTickNs) {
        return new RecordingShape(file, subBufferBytes, words, other, otherTickNs, instances, lossSpans, rareEntries);
    }

    /// The same with another number of instances.
    public RecordingShape withInstances(int count) {
        return new RecordingShape(file, subBufferBytes, words, clock, tickNs, count, lossSpans, rareEntries);
    }

    /// The same with another number of losses.
    public RecordingShape withLossSpans(int count) {
        return new RecordingShape(file, subBufferBytes, words, clock, tickNs, instances, count, rareEntries);
    }

    /// The same with these rare kinds of entries.
    public RecordingShape withRareEntries(Set<RareEntry> entries) {
        return new RecordingShape(file, subBufferBytes, words, clock, tickNs, instances, lossSpans, entries);
    }
}
