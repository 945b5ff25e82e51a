// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.simpletrace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.qemuevent.QemuEvent;
import org.dmatape.capture.qemuevent.QemuEvents;

/// The events a trace names. Its numbers are those of one build of QEMU; only names mean the same everywhere.
final class EventIds {

    private static final int MOST_IDS = 1 << 16;
    private static final BinaryArguments[] NONE = {};

    private final Map<String, List<BinaryArguments>> byName = new HashMap<>();
    private BinaryArguments[][] byId = {};

    EventIds() {
        List<QemuEvent> events = QemuEvents.all();
        for (int i = 0; i < events.size(); i++) {
            QemuEvent event = events.get(i);
            byName.computeIfAbsent(event.name(), ignored -> new ArrayList<>())
                    .add(new BinaryArguments(
                            QemuEvents.idOf(i), event.arguments().fields()));
        }
    }

    /// The trace calls the event of that name by this number.
    void name(long id, String name) {
        List<BinaryArguments> arguments = byName.get(name);
        if (arguments == null || id < 0 || id >= MOST_IDS) {
            return;
        }
        if (id >= byId.length) {
            int known = byId.length;
            byId = Arrays.copyOf(byId, (int) id + 1);
            Arrays.fill(byId, known, byId.length, NONE);
        }
        byId[(int) id] = arguments.toArray(BinaryArguments[]::new);
    }

    /// The ways in which versions of QEMU write the event of that number; none when it is not understood.
    BinaryArguments[] of(long id) {
        return id < 0 || id >= byId.length ? NONE : byId[(int) id];
    }
}
