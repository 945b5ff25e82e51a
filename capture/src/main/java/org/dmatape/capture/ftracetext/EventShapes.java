// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.eventformat.EventFormat;
import org.jspecify.annotations.Nullable;

/// All kinds of lines of a text. A line is known again by its system, its event and the labels of its fields.
final class EventShapes {

    /// More kinds than this are no text of a recording; lines of further ones are counted as not understood.
    private static final int MOST_SHAPES = 1 << 12;

    private static final int LONGEST_KEY_BYTES = 1 << 12;
    /// Functions get addresses of their own, this far apart.
    private static final long FUNCTION_BYTES = 1 << 16;

    private static final long FIRST_FUNCTION = 0xffff_ffff_8100_0000L;

    private final ByteKeyMap<EventShape> byKey = new ByteKeyMap<>();
    private final Map<String, Long> addresses = new HashMap<>();
    private byte[] key = new byte[LONGEST_KEY_BYTES];
    private int keyLength;

    /// The kind of a line, or null for one that [#learn] was not told of.
    @Nullable
    EventShape find(TextLine line, LineHead head, Payload payload) {
        return buildKey(line, head, payload) ? byKey.find(key, 0, keyLength) : null;
    }

    /// Takes in the kind of a line.
    void learn(TextLine line, LineHead head, Payload payload) {
        EventShape shape = find(line, head, payload);
        if (shape == null && keyLength > 0 && byKey.values().size() < MOST_SHAPES) {
            shape = newShape(line, head, payload);
            byKey.add(Arrays.copyOf(key, keyLength), shape);
        }
        if (shape != null) {
            shape.learn(line, payload.fields());
        }
    }

    private EventShape newShape(TextLine line, LineHead head, Payload payload) {
        KernelEventText kernelEvent = payload.kernelEvent();
        FieldSlices slices = payload.fields();
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < slices.count(); i++) {
            String label = slices.label(i);
            fields.add(kernelEvent == null ? label : kernelEvent.field(label));
        }
        String system = kernelEvent == null ? line.text(head.systemBegin(), head.systemEnd()) : kernelEvent.system();
        String symbol = payload.symbol(line);
        if (!symbol.isEmpty()) {
            addresses.putIfAbsent(symbol, FIRST_FUNCTION + addresses.size() * FUNCTION_BYTES);
        }
        int id = byKey.values().size() + 1;
        String name = line.text(head.eventBegin(), head.eventEnd());
        return new EventShape(id, system, name, payload.kind(), symbol, fields);
    }

    /// Puts together what tells kinds apart; lines of other events are told apart by name alone.
    private boolean buildKey(TextLine line, LineHead head, Payload payload) {
        keyLength = 0;
        if (!append(line.bytes(), head.systemBegin(), head.systemEnd())
                || !append(line.bytes(), head.eventBegin(), head.eventEnd())) {
            keyLength = 0;
            return false;
        }
        FieldSlices slices = payload.fields();
        key[keyLength] = (byte) ('0' + payload.kind().ordinal());
        keyLength++;
        for (int i = 0; i < slices.count(); i++) {
            if (!append(slices.labelBytes(i), slices.labelFrom(i), slices.labelTo(i))) {
                keyLength = 0;
                return false;
            }
        }
        return true;
    }

    private boolean append(byte[] bytes, int from, int to) {
        int length = to - from;
        if (keyLength + length + 2 > key.length) {
            return false;
        }
        System.arraycopy(bytes, from, key, keyLength, length);
        keyLength += length;
        key[keyLength] = 0;
        keyLength++;
        return true;
    }

    /// The layouts of all records, by id.
    Map<Integer, EventFormat> formats() {
        Map<Integer, EventFormat> formats = new HashMap<>();
        byKey.values().forEach(shape -> formats.put(shape.id(), shape.format()));
        return Map.copyOf(formats);
    }

    /// The address that stands for a function in the records, 0 when the text does not name it.
    long addressOf(String symbol) {
        return addresses.getOrDefault(symbol, 0L);
    }

    /// The functions that the text names.
    Map<String, Long> functions() {
        return Map.copyOf(addresses);
    }
}
