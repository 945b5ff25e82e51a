// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.capture.internal.merge.Loss;
import org.dmatape.format.schema.LossColumn;
import org.dmatape.format.write.TableAppender;

/// Rows of `loss`.
public final class LossRows {

    private final TableAppender table;
    private long lostEvents;
    private boolean uncounted;

    LossRows(TableAppender table) {
        this.table = table;
    }

    /// Adds a span in which events of one CPU are missing.
    public void add(Loss loss) {
        table.beginRow();
        table.setLong(LossColumn.SOURCE_ID, loss.sourceId());
        table.setLong(LossColumn.CPU, loss.cpu());
        table.setLong(LossColumn.FROM_NS, loss.fromNs());
        table.setLong(LossColumn.TO_NS, loss.toNs());
        if (loss.events() >= 0) {
            table.setLong(LossColumn.EVENTS, loss.events());
            lostEvents += loss.events();
        } else {
            uncounted = true;
        }
        if (loss.fromEventId() >= 0) {
            table.setLong(LossColumn.FROM_EVENT_ID, loss.fromEventId());
        }
        if (loss.toEventId() != Loss.END) {
            table.setLong(LossColumn.TO_EVENT_ID, loss.toEventId());
        }
    }

    /// Rows.
    public long spans() {
        return table.rowCount();
    }

    /// Events lost as far as they were counted.
    public long lostEvents() {
        return lostEvents;
    }

    /// Whether there were losses the kernel did not count.
    public boolean hasUncounted() {
        return uncounted;
    }
}
