// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto.internal;

import static org.dmatape.analyze.perfetto.internal.PerfettoFields.*;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Writes a Perfetto trace, packet by packet. Packets may come in any order of time: whoever reads a trace
/// sorts it, and keeps the order of packets with equal times.
public final class TraceWriter {

    /// The trace has one writer and so one sequence of packets.
    private static final int SEQUENCE_ID = 1;

    private final OutputStream out;
    private final NameTable eventNames = new NameTable(INTERNED_EVENT_NAME);
    private final NameTable annotationNames = new NameTable(INTERNED_ANNOTATION_NAME);
    private final ProtoMessage envelope = new ProtoMessage();
    private final ProtoMessage packet = new ProtoMessage();
    private final ProtoMessage interned = new ProtoMessage();
    private final ProtoMessage event = new ProtoMessage();
    private final ProtoMessage annotation = new ProtoMessage();
    private long tracks;
    private long packets;

    /// A writer to a stream that somebody else closes.
    public TraceWriter(OutputStream out) {
        this.out = out;
    }

    /// What a counter counts.
    public enum Unit {
        /// Things.
        COUNT,
        /// Bytes.
        BYTES
    }

    /// Packets written so far.
    public long packets() {
        return packets;
    }

    /// Makes a track.
    ///
    /// @param parent the track it is shown under, 0 for none
    /// @return what events name it by
    public long track(long parent, String name) throws IOException {
        ProtoMessage descriptor = descriptor(parent, name);
        return write(descriptor);
    }

    /// Makes a track that shows a counter.
    public long counterTrack(long parent, String name, Unit unit) throws IOException {
        ProtoMessage counter = new ProtoMessage();
        counter.number(
                COUNTER_UNIT,
                switch (unit) {
                    case COUNT -> COUNTER_UNIT_COUNT;
                    case BYTES -> COUNTER_UNIT_BYTES;
                });
        return write(descriptor(parent, name).message(TRACK_COUNTER, counter));
    }

    private ProtoMessage descriptor(long parent, String name) {
        tracks++;
        ProtoMessage descriptor = new ProtoMessage();
        descriptor.number(TRACK_UUID, tracks).text(TRACK_NAME, name);
        if (parent != 0) {
            descriptor.number(TRACK_PARENT_UUID, parent);
        }
        return descriptor;
    }

    private long write(ProtoMessage descriptor) throws IOException {
        packet.clear();
        packet.message(PACKET_TRACK_DESCRIPTOR, descriptor);
        writePacket();
        return tracks;
    }

    /// Begins a slice or an instant; its arguments and flows follow, then [#finish].
    ///
    /// @param name of few different ones: each is written once
    public TraceWriter begin(long track, String name, boolean isInstant) {
        event.clear();
        interned.clear();
        event.number(EVENT_TYPE, isInstant ? TYPE_INSTANT : TYPE_SLICE_BEGIN)
                .number(EVENT_TRACK_UUID, track)
                .number(EVENT_NAME_IID, eventNames.number(name, interned));
        return this;
    }

    /// Adds text, unless it is unknown.
    public TraceWriter text(String name, @Nullable String value) {
        if (value != null) {
            annotate(name).text(ANNOTATION_TEXT, value);
            endAnnotation();
        }
        return this;
    }

    /// Adds a number, unless it is unknown.
    public TraceWriter number(String name, @Nullable Number value) {
        if (value != null) {
            annotate(name).number(ANNOTATION_INT, value.longValue());
            endAnnotation();
        }
        return this;
    }

    /// Adds an address, which the UI shows in hexadecimal, unless it is unknown.
    public TraceWriter address(String name, @Nullable Number value) {
        if (value != null) {
            annotate(name).number(ANNOTATION_POINTER, value.longValue());
            endAnnotation();
        }
        return this;
    }

    /// Lets a flow, shown as arrows, go through this slice.
    public TraceWriter flow(OptionalLong id, boolean isLast) {
        if (id.isPresent()) {
            event.fixed64(isLast ? EVENT_TERMINATING_FLOW_ID : EVENT_FLOW_ID, id.getAsLong());
        }
        return this;
    }

    /// Writes what was begun.
    public void finish(long tsNs) throws IOException {
        writeEvent(tsNs);
    }

    /// Ends the slice that was begun last on a track and not ended yet.
    public void end(long track, long tsNs) throws IOException {
        event.clear();
        interned.clear();
        event.number(EVENT_TYPE, TYPE_SLICE_END).number(EVENT_TRACK_UUID, track);
        writeEvent(tsNs);
    }

    /// From now on a counter has this value.
    public void count(long counterTrack, long tsNs, long value) throws IOException {
        event.clear();
        interned.clear();
        event.number(EVENT_TYPE, TYPE_COUNTER)
                .number(EVENT_TRACK_UUID, counterTrack)
                .number(EVENT_COUNTER_VALUE, value);
        writeEvent(tsNs);
    }

    private ProtoMessage annotate(String name) {
        annotation.clear();
        return annotation.number(ANNOTATION_NAME_IID, annotationNames.number(name, interned));
    }

    private void endAnnotation() {
        event.message(EVENT_DEBUG_ANNOTATION, annotation);
    }

    private void writeEvent(long tsNs) throws IOException {
        packet.clear();
        packet.number(PACKET_TIMESTAMP, tsNs);
        if (!interned.isEmpty()) {
            packet.message(PACKET_INTERNED_DATA, interned);
        }
        packet.message(PACKET_TRACK_EVENT, event);
        writePacket();
    }

    /// The first packet says that no name is known yet, all others that they may need one.
    private void writePacket() throws IOException {
        packet.number(PACKET_SEQUENCE_ID, SEQUENCE_ID)
                .number(
                        PACKET_SEQUENCE_FLAGS,
                        packets == 0 ? SEQUENCE_INCREMENTAL_STATE_CLEARED : SEQUENCE_NEEDS_INCREMENTAL_STATE);
        envelope.clear();
        envelope.message(TRACE_PACKET, packet).writeTo(out);
        packets++;
    }
}
