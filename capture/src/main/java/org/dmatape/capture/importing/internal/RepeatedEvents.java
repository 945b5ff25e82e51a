// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.eventformat.FieldKind;
import org.dmatape.capture.internal.decode.DynamicField;
import org.dmatape.capture.internal.merge.EventCursor;

/// Knows an event again that two ring buffers of one recording hold: an instance may record what the main buffer
/// records. The kernel writes it into one after the other, on the same CPU, for the same thread, with the same fields;
/// its time differs by a little, and so does what lies between the fields.
final class RepeatedEvents {

    /// Events of a CPU that an event is compared with: between the two an interrupt may record some of its own.
    private static final int REMEMBERED = 32;
    private static final long WITHIN_NS = 100_000_000;
    private static final int HEADER_BYTES = 8;
    private static final int PID_OFFSET = 4;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    /// The latest events of a CPU, and in which buffers each was seen: a bit for each buffer.
    private static final class Latest {
        private final long[] hashes = new long[REMEMBERED];
        private final long[] tsNs = new long[REMEMBERED];
        private final long[] seenIn = new long[REMEMBERED];
        private int next;
    }

    private final Map<Integer, EventFormat> formats;
    private final Map<Integer, List<EventField>> scalars = new HashMap<>();
    private final Map<Integer, List<DynamicField>> arrays = new HashMap<>();
    private final List<Latest> cpus = new ArrayList<>();

    RepeatedEvents(Map<Integer, EventFormat> formats) {
        this.formats = formats;
    }

    /// Whether another buffer had the event already; it must have been loaded.
    boolean isCopy(EventCursor event) {
        while (cpus.size() <= event.cpu()) {
            cpus.add(new Latest());
        }
        Latest latest = cpus.get(event.cpu());
        long hash = hash(event);
        long buffer = 1L << event.sourceId();
        for (int i = 0; i < REMEMBERED; i++) {
            boolean isSame = latest.hashes[i] == hash
                    && latest.seenIn[i] != 0
                    && (latest.seenIn[i] & buffer) == 0
                    && event.tsNs() - latest.tsNs[i] <= WITHIN_NS;
            if (isSame) {
                latest.seenIn[i] |= buffer;
                return true;
            }
        }
        latest.hashes[latest.next] = hash;
        latest.tsNs[latest.next] = event.tsNs();
        latest.seenIn[latest.next] = buffer;
        latest.next = (latest.next + 1) % REMEMBERED;
        return false;
    }

    private long hash(EventCursor event) {
        int id = event.type();
        long hash = mixed(id, event.int32(PID_OFFSET));
        for (EventField field : scalars.computeIfAbsent(id, this::scalarsOf)) {
            if (event.holds(field.offset(), field.sizeBytes())) {
                hash = mixed(hash, event.unsigned(field.offset(), field.sizeBytes()));
            }
        }
        for (DynamicField field : arrays.computeIfAbsent(id, this::arraysOf)) {
            int start = field.start(event);
            int length = field.lengthBytes(event);
            for (int i = 0; i < length; i++) {
                hash = mixed(hash, event.unsignedByte(start + i));
            }
        }
        return hash;
    }

    private static long mixed(long hash, long value) {
        long product = (hash ^ value) * MIX;
        return product ^ product >>> Integer.SIZE;
    }

    private List<EventField> scalarsOf(int id) {
        return fieldsOf(id).stream()
                .filter(field -> field.kind() == FieldKind.SCALAR && field.sizeBytes() <= Long.BYTES)
                .toList();
    }

    private List<DynamicField> arraysOf(int id) {
        return fieldsOf(id).stream()
                .filter(field -> field.kind() != FieldKind.SCALAR)
                .map(DynamicField::of)
                .toList();
    }

    private List<EventField> fieldsOf(int id) {
        EventFormat format = formats.get(id);
        return format == null
                ? List.of()
                : format.fields().stream()
                        .filter(field -> field.offset() >= HEADER_BYTES)
                        .toList();
    }
}
