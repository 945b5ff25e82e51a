// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.dmatape.format.schema.LossColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.internal.column.LongColumn;
import org.dmatape.replay.event.internal.column.ShortColumn;
import org.dmatape.replay.event.internal.column.TableCursor;
import org.dmatape.replay.facts.LostSpan;

/// Table `loss`, which is small and read whole.
public final class LossCursor extends TableCursor {

    private final ShortColumn source = column(LossColumn.SOURCE_ID, new ShortColumn());
    private final ShortColumn cpu = column(LossColumn.CPU, new ShortColumn());
    private final LongColumn fromNs = column(LossColumn.FROM_NS, new LongColumn());
    private final LongColumn events = column(LossColumn.EVENTS, new LongColumn());
    private final LongColumn fromEventId = column(LossColumn.FROM_EVENT_ID, new LongColumn());
    private final LongColumn toEventId = column(LossColumn.TO_EVENT_ID, new LongColumn());
    private final List<LostSpan> spans = new ArrayList<>();

    /// A cursor.
    public LossCursor() {
        super(TapeTable.LOSS);
    }

    /// All rows.
    public List<LostSpan> all() {
        while (!ended()) {
            int row = row();
            spans.add(new LostSpan(
                    source.get(row),
                    cpu.get(row),
                    fromNs.get(row),
                    events.isNull(row) ? OptionalLong.empty() : OptionalLong.of(events.get(row)),
                    fromEventId.getOr(row, LostSpan.FROM_THE_BEGINNING),
                    toEventId.getOr(row, LostSpan.TO_THE_END)));
            advance();
        }
        return spans;
    }
}
