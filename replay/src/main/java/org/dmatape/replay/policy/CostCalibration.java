// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import java.util.EnumMap;
import java.util.Map;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.event.TapeEvents;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.policy.internal.CostObserver;

/// Derives a cost table from tapes with durations. What an unmap and what an invalidation takes can be told apart
/// only with a strict and a lazy tape together; what bouncing takes needs a bounced one, what no IOMMU takes a
/// direct one.
public final class CostCalibration {

    private final CostObserver observer = new CostObserver();

    /// Reads a tape.
    ///
    /// @param name what sources of the table call it
    public void add(Tape tape, String name) {
        observer.begin(name);
        try (TapeEvents events = new TapeEvents(tape, new TapeNames())) {
            while (events.next(observer)) {
                // the observer takes everything
            }
        }
        observer.end();
    }

    /// What the tapes told; nothing of an item means that fewer than 30 operations tell of it.
    public Map<CostItem, CostTable.Entry> derived() {
        return observer.entries();
    }

    /// The table, with the items the tapes told nothing of from another.
    public CostTable table(CostTable otherwise) {
        EnumMap<CostItem, CostTable.Entry> entries = new EnumMap<>(CostItem.class);
        entries.putAll(otherwise.entries());
        entries.putAll(derived());
        return new CostTable(entries);
    }
}
