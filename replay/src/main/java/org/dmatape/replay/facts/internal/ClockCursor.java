// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts.internal;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.format.schema.ClockColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.internal.column.LongColumn;
import org.dmatape.replay.event.internal.column.NameColumn;
import org.dmatape.replay.event.internal.column.ShortColumn;
import org.dmatape.replay.event.internal.column.TableCursor;
import org.dmatape.replay.facts.KnownClock;

/// Table `clock`, which is small and read whole.
public final class ClockCursor extends TableCursor {

    private static final String UNRELATED = "unknown";

    private final Names methods = new Names();
    private final ShortColumn source = column(ClockColumn.SOURCE_ID, new ShortColumn());
    private final LongColumn fromNs = column(ClockColumn.FROM_NS, new LongColumn());
    private final LongColumn toNs = column(ClockColumn.TO_NS, new LongColumn());
    private final LongColumn uncertaintyNs = column(ClockColumn.UNCERTAINTY_NS, new LongColumn());
    private final NameColumn method = column(ClockColumn.METHOD, new NameColumn(methods));
    private final List<KnownClock> clocks = new ArrayList<>();

    /// A cursor.
    public ClockCursor() {
        super(TapeTable.CLOCK);
    }

    /// All rows.
    public List<KnownClock> all() {
        while (!ended()) {
            int row = row();
            clocks.add(new KnownClock(
                    source.get(row),
                    fromNs.getOr(row, Long.MIN_VALUE),
                    toNs.getOr(row, Long.MAX_VALUE),
                    uncertaintyNs.getOr(row, 0),
                    !methods.name(method.get(row)).equals(UNRELATED)));
            advance();
        }
        return clocks;
    }
}
