// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// Probe on a function that adds a buffer to a virtqueue, with the scatterlists it is given.
///
/// A fetched `struct scatterlist` is four words (x86-64): `page_link` (the address of the `struct page`; bit 1 marks
/// the last entry), `offset | length << 32`, `dma_address`, `dma_length`.
public final class AddProbe {

    /// Scatterlist words fetched where a list usually has one entry, and where it may have many.
    private static final int WORDS_PER_ENTRY = 4;

    private static final int LONG_LIST_ENTRIES = 4;
    private static final long LAST_ENTRY = 2;
    private static final long PAGE_OFFSET_MASK = 0xfff;

    private final EventDefinition event;
    private final ProbeSite site;
    private final int vqOffset;
    private final int deviceOffset;
    private final int queueOffset;
    private final int indexOffset;
    private final int freeOffset;
    private final int outOffset;
    private final int inOffset;
    private final int numberOffset;
    private final int dataOffset;
    private final int vmemmapOffset;
    private final int[] listOffsets;
    private final int[] listCapacities;

    private AddProbe(EventDefinition event, ProbeSite site, int[] listOffsets, int[] listCapacities) {
        this.event = event;
        this.site = site;
        this.listOffsets = listOffsets;
        this.listCapacities = listCapacities;
        vqOffset = event.offsetOf("vq");
        deviceOffset = event.offsetOf("dev");
        queueOffset = event.offsetOf("name");
        indexOffset = event.offsetOf("idx");
        freeOffset = event.offsetOf("free");
        outOffset = event.offsetOf("out");
        inOffset = event.offsetOf("in");
        numberOffset = event.offsetOf("num");
        dataOffset = event.offsetOf("data");
        vmemmapOffset = event.offsetOf("vmemmap");
    }

    /// The probe on `virtqueue_add_sgs`: up to three lists.
    static AddProbe onAddSgs(EventCatalogue catalogue, ProbeSite site, boolean segments) {
        EventCatalogue.Builder fields = commonFields(catalogue, "add_sgs")
                .field("out", FieldType.U32)
                .field("in", FieldType.U32)
                .field("data", FieldType.U64);
        StringBuilder format = new StringBuilder(COMMON_FORMAT + " out=%u in=%u data=0x%Lx");
        StringBuilder arguments = new StringBuilder(COMMON_ARGUMENTS + ", REC->out, REC->in, REC->data");
        if (!segments) {
            return new AddProbe(print(fields, format, arguments), site, new int[0], new int[0]);
        }
        fields.field("vmemmap", FieldType.U64);
        appendScalar(format, arguments, "vmemmap");
        int[] capacities = {1, LONG_LIST_ENTRIES, 1};
        for (int list = 0; list < capacities.length; list++) {
            appendList(fields, format, arguments, "sg" + list, capacities[list]);
        }
        EventDefinition event = print(fields, format, arguments);
        int[] offsets = {event.offsetOf("sg0"), event.offsetOf("sg1"), event.offsetOf("sg2")};
        return new AddProbe(event, site, offsets, capacities);
    }

    /// The probe on `virtqueue_add_outbuf`: one list.
    static AddProbe onAddOutbuf(EventCatalogue catalogue, ProbeSite site, boolean segments) {
        EventCatalogue.Builder fields = commonFields(catalogue, "add_outbuf")
                .field("num", FieldType.U32)
                .field("data", FieldType.U64);
        StringBuilder format = new StringBuilder(COMMON_FORMAT + " num=%u data=0x%Lx");
        StringBuilder arguments = new StringBuilder(COMMON_ARGUMENTS + ", REC->num, REC->data");
        if (!segments) {
            return new AddProbe(print(fields, format, arguments), site, new int[0], new int[0]);
        }
        fields.field("vmemmap", FieldType.U64);
        appendScalar(format, arguments, "vmemmap");
        appendList(fields, format, arguments, "sg", LONG_LIST_ENTRIES);
        EventDefinition event = print(fields, format, arguments);
        return new AddProbe(event, site, new int[] {event.offsetOf("sg")}, new int[] {LONG_LIST_ENTRIES});
    }

    private static final String COMMON_FORMAT = "(%lx) vq=0x%Lx dev=\\\"%s\\\" name=\\\"%s\\\" idx=%u free=%u";
    private static final String COMMON_ARGUMENTS =
            "REC->__probe_ip, REC->vq, __get_str(dev), __get_str(name), REC->idx, REC->free";

    private static EventCatalogue.Builder commonFields(EventCatalogue catalogue, String name) {
        return catalogue
                .entryProbe("vq", name)
                .field("vq", FieldType.U64)
                .field("dev", FieldType.PROBE_STRING)
                .field("name", FieldType.PROBE_STRING)
                .field("idx", FieldType.U32)
                .field("free", FieldType.U32);
    }

    private static void appendScalar(StringBuilder format, StringBuilder arguments, String field) {
        format.append(' ').append(field).append("=0x%Lx");
        arguments.append(", REC->").append(field);
    }

    private static void appendList(
            EventCatalogue.Builder fields, StringBuilder format, StringBuilder arguments, String name, int entries) {
        int words = entries * WORDS_PER_ENTRY;
        fields.array(name, FieldType.U64, words);
        format.append(' ')
                .append(name)
                .append("={")
                .append("0x%Lx,".repeat(words - 1))
                .append("0x%Lx}");
        for (int word = 0; word < words; word++) {
            arguments.append(", REC->").append(name).append('[').append(word).append(']');
        }
    }

    private static EventDefinition print(EventCatalogue.Builder fields, StringBuilder format, StringBuilder arguments) {
        return fields.print("\"" + format + "\", " + arguments);
    }

    /// Opens the record. `out` and `in` are the numbers of lists; a probe on one list gets its number of entries as
    /// `out`.
    ///
    /// @return false when the record is too large for the ring
    public boolean open(CpuTrace cpu, QueueNames queue, int free, int out, int in, long token) {
        if (!NamedQueueRecord.open(cpu, event, queue, deviceOffset, queueOffset)) {
            return false;
        }
        RingWriter ring = cpu.ring(event);
        ring.putKernelLong(EventDefinition.COMMON_BYTES, site.entry());
        ring.putLong(vqOffset, queue.vq());
        ring.putInt(indexOffset, queue.index());
        ring.putInt(freeOffset, free);
        if (numberOffset >= 0) {
            ring.putInt(numberOffset, out);
        } else {
            ring.putInt(outOffset, out);
            ring.putInt(inOffset, in);
        }
        ring.putLong(dataOffset, token);
        if (vmemmapOffset >= 0) {
            ring.putLong(vmemmapOffset, StructPages.VMEMMAP);
        }
        return true;
    }

    /// Puts one entry of a list into the record just opened, as far as the probe fetches so many.
    public void putSegment(CpuTrace cpu, int list, int entry, boolean last, long phys, int size) {
        if (list >= listOffsets.length || entry >= listCapacities[list]) {
            return;
        }
        int at = listOffsets[list] + entry * WORDS_PER_ENTRY * Long.BYTES;
        RingWriter ring = cpu.ring(event);
        ring.putLong(at, StructPages.of(phys) | (last ? LAST_ENTRY : 0));
        ring.putLong(at + Long.BYTES, (phys & PAGE_OFFSET_MASK) | ((long) size << Integer.SIZE));
    }
}
