// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemulog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.qemuevent.ArgumentReader;
import org.dmatape.capture.qemuevent.QemuEvent;
import org.dmatape.capture.qemuevent.QemuEvents;
import org.dmatape.capture.synthetic.LineBytes;

/// Finds the readers of an event by the bytes of its name: a hash of the first and the last eight bytes, then a
/// comparison of all. Belongs to one thread, as the readers do.
final class EventNames {

    private static final int SLOTS = 1 << 10;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SPREAD_SHIFT = Long.SIZE - 10;

    private static final byte[] EMPTY = {};
    private static final ArgumentReader[] NONE = {};

    private final byte[][] names = new byte[SLOTS][];
    /// For each name a reader for each way in which versions of QEMU print the event.
    private final ArgumentReader[][] readers = new ArgumentReader[SLOTS][];

    EventNames() {
        Arrays.fill(names, EMPTY);
        Arrays.fill(readers, NONE);
        Map<String, List<ArgumentReader>> byName = new LinkedHashMap<>();
        List<QemuEvent> events = QemuEvents.all();
        for (int i = 0; i < events.size(); i++) {
            QemuEvent event = events.get(i);
            byName.computeIfAbsent(event.name(), ignored -> new ArrayList<>())
                    .add(new ArgumentReader(QemuEvents.idOf(i), event.arguments()));
        }
        byName.forEach((name, ofName) -> add(name, ofName.toArray(ArgumentReader[]::new)));
    }

    private void add(String name, ArgumentReader[] ofName) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        int slot = slotOf(bytes, 0, bytes.length);
        while (names[slot].length != 0) {
            slot = (slot + 1) % SLOTS;
        }
        names[slot] = bytes;
        readers[slot] = ofName;
    }

    /// The readers of the event of that name; none when it is not understood.
    ArgumentReader[] find(byte[] line, int from, int to) {
        if (to - from < Long.BYTES) {
            return NONE;
        }
        int slot = slotOf(line, from, to);
        while (names[slot].length != 0) {
            if (isName(names[slot], line, from, to - from)) {
                return readers[slot];
            }
            slot = (slot + 1) % SLOTS;
        }
        return NONE;
    }

    /// Where the name that begins there ends.
    static int endOf(byte[] line, int from, int to) {
        int at = from;
        while (at < to && line[at] > ' ') {
            at++;
        }
        return at;
    }

    private static boolean isName(byte[] name, byte[] line, int from, int length) {
        int last = length - Long.BYTES;
        if (name.length != length || LineBytes.word(name, last) != LineBytes.word(line, from + last)) {
            return false;
        }
        for (int at = 0; at < last; at += Long.BYTES) {
            if (LineBytes.word(name, at) != LineBytes.word(line, from + at)) {
                return false;
            }
        }
        return true;
    }

    private static int slotOf(byte[] bytes, int from, int to) {
        long first = LineBytes.word(bytes, from);
        long last = LineBytes.word(bytes, to - Long.BYTES);
        return (int) ((((first ^ Long.rotateLeft(last, 17)) * SPREAD + to - from) * SPREAD) >>> SPREAD_SHIFT);
    }
}
