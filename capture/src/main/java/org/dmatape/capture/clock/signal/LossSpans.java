// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dmatape.format.schema.LossColumn;
import org.dmatape.format.schema.TapeColumn;

/// Stretches of time in which a recording lost events.
public final class LossSpans extends IgnoredRows {

    private static final int MOST = 1 << 16;

    private final List<Span> spans = new ArrayList<>();
    private long fromNs;
    private long[] fromsNs = new long[0];
    private long[] latestToNs = new long[0];

    private record Span(long fromNs, long toNs) {}

    @Override
    public void setLong(TapeColumn column, long value) {
        if (column == LossColumn.FROM_NS) {
            fromNs = value;
        } else if (column == LossColumn.TO_NS) {
            add(fromNs, value);
        }
    }

    /// Adds a hole.
    public void add(long beginNs, long endNs) {
        // of too many the rest counts as one
        if (spans.size() < MOST) {
            spans.add(new Span(beginNs, endNs));
        } else {
            Span last = spans.removeLast();
            spans.add(new Span(Math.min(last.fromNs, beginNs), Math.max(last.toNs, endNs)));
        }
    }

    /// No row follows.
    public void finish() {
        spans.sort(Comparator.comparingLong(Span::fromNs));
        fromsNs = spans.stream().mapToLong(Span::fromNs).toArray();
        latestToNs = new long[fromsNs.length];
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < fromsNs.length; i++) {
            latest = Math.max(latest, spans.get(i).toNs());
            latestToNs[i] = latest;
        }
    }

    /// When the first loss began; [Long#MAX_VALUE] when nothing was lost.
    public long firstNs() {
        return fromsNs.length == 0 ? Long.MAX_VALUE : fromsNs[0];
    }

    /// Whether events were lost in a stretch of time.
    public boolean touch(long beginNs, long endNs) {
        int low = 0;
        int high = fromsNs.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (fromsNs[middle] <= endNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && latestToNs[low - 1] >= beginNs;
    }
}
