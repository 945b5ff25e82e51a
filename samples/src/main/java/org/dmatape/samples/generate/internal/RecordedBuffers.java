// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.samples.generate.GeneratedTruth;
import org.dmatape.samples.generate.RareEntry;
import org.dmatape.samples.generate.RecordingShape;
import org.dmatape.samples.generate.internal.event.layout.ClockUnits;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.file.CpuSpool;
import org.dmatape.samples.generate.internal.file.SpoolThread;
import org.dmatape.samples.generate.internal.file.TraceDatContent;
import org.dmatape.samples.generate.internal.ring.RareEntries;
import org.dmatape.samples.generate.internal.ring.RingGeometry;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// The ring buffers of a recording: the main one and the instances, each with a ring per CPU.
final class RecordedBuffers {

    private static final List<String> INSTANCE_SYSTEMS = List.of("irq", "iommu", "swiotlb", "vq");
    private static final long BOOTED_SINCE_NS = 7_659_302_000L;
    private static final int CPU_SKEW_NS = 137;

    private final RecordingShape shape;
    private final List<String> names = new ArrayList<>();
    private final List<List<CpuSpool>> spools = new ArrayList<>();
    private final List<CpuTrace> cpus = new ArrayList<>();
    private final List<EventDefinition> definitions;

    RecordedBuffers(RecordingShape shape, int cpuCount, List<EventDefinition> definitions, SpoolThread spoolThread)
            throws IOException {
        this.shape = shape;
        this.definitions = definitions;
        names.add("");
        names.addAll(INSTANCE_SYSTEMS.subList(0, shape.instances()));
        for (int buffer = 0; buffer < names.size(); buffer++) {
            List<CpuSpool> ofBuffer = new ArrayList<>();
            for (int cpu = 0; cpu < cpuCount; cpu++) {
                ofBuffer.add(spoolThread.open());
            }
            spools.add(ofBuffer);
        }
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            cpus.add(cpu(cpu));
        }
    }

    static RingGeometry geometry(RecordingShape shape) {
        return new RingGeometry(
                shape.subBufferBytes(),
                shape.words().byteOrder(),
                shape.words().longBytes(),
                shape.words().eightByteAlignment());
    }

    private CpuTrace cpu(int index) {
        RareEntries rare = new RareEntries(
                shape.rareEntries().contains(RareEntry.DISCARDED),
                shape.rareEntries().contains(RareEntry.ABSOLUTE_TIME_STAMP));
        List<RingWriter> rings = new ArrayList<>();
        for (List<CpuSpool> ofBuffer : spools) {
            rings.add(new RingWriter(geometry(shape), rare, ofBuffer.get(index), definitions.size()));
        }
        int[] ringOfKind = definitions.stream()
                .mapToInt(definition -> Math.max(names.indexOf(definition.system()), 0))
                .toArray();
        ClockUnits clock = new ClockUnits(shape.clock(), shape.tickNs());
        return new CpuTrace(index, rings, ringOfKind, clock, BOOTED_SINCE_NS + (long) index * CPU_SKEW_NS);
    }

    List<CpuTrace> cpus() {
        return cpus;
    }

    /// Ends the recording on all CPUs.
    void finish() {
        cpus.forEach(cpu -> cpu.rings().forEach(RingWriter::finish));
    }

    List<TraceDatContent.Buffer> buffers() {
        List<TraceDatContent.Buffer> buffers = new ArrayList<>();
        for (int buffer = 0; buffer < names.size(); buffer++) {
            buffers.add(new TraceDatContent.Buffer(names.get(buffer), shape.subBufferBytes(), spools.get(buffer)));
        }
        return buffers;
    }

    List<String> names() {
        return names;
    }

    /// Events of one CPU in one buffer, by kind.
    long[] eventsByKind(int cpu, int buffer) {
        return cpus.get(cpu).rings().get(buffer).eventsByKind();
    }

    List<GeneratedTruth.Loss> losses() {
        List<GeneratedTruth.Loss> losses = new ArrayList<>();
        for (CpuTrace cpu : cpus) {
            for (int buffer = 0; buffer < names.size(); buffer++) {
                for (RingWriter.MissedEvents missed : cpu.rings().get(buffer).losses()) {
                    losses.add(new GeneratedTruth.Loss(
                            cpu.index(), names.get(buffer), missed.events(), missed.countRecorded()));
                }
            }
        }
        return losses;
    }
}
