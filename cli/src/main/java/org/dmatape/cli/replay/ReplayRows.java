// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.output.Rows;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.run.Replay;
import org.dmatape.replay.run.ReplayListener;
import org.dmatape.replay.run.Step;
import org.jspecify.annotations.Nullable;

/// The steps of a replay, or its divergences only, as rows that come when they happen.
final class ReplayRows implements Rows, ReplayListener {

    private static final long FLUSH_INTERVAL_NS = 100_000_000;

    private static final List<Column> STEP_COLUMNS = List.of(
            Column.integer("event_id"),
            Column.integer("ts_ns"),
            Column.text("step"),
            Column.text("op"),
            Column.text("device"),
            Column.address("address"),
            new Column("size", Kind.BIG_INTEGER),
            Column.integer("live_mappings"),
            Column.text("check"),
            Column.text("kind"),
            Column.text("held"),
            Column.text("recorded"));

    private final boolean steps;
    private final Deque<List<@Nullable Object>> waiting = new ArrayDeque<>();
    private List<@Nullable Object> row = List.of();
    private @Nullable Replay replay;
    private long flushedNs = System.nanoTime();

    /// @param steps whether every step is a row
    ReplayRows(boolean steps) {
        this.steps = steps;
    }

    /// Takes the rows from this replay, which must tell this listener.
    void take(Replay from) {
        replay = from;
    }

    @Override
    public List<Column> columns() {
        return steps ? STEP_COLUMNS : DivergenceColumns.COLUMNS;
    }

    @Override
    public boolean advance() {
        Replay running = replay;
        while (waiting.isEmpty()) {
            if (running == null || !running.step()) {
                break;
            }
        }
        if (waiting.isEmpty()) {
            return false;
        }
        row = waiting.poll();
        return true;
    }

    @Override
    public @Nullable Object value(int column) {
        return row.get(column);
    }

    @Override
    public boolean isFlushDue() {
        long nowNs = System.nanoTime();
        boolean due =
                waiting.isEmpty() && ((replay != null && replay.waited()) || nowNs - flushedNs > FLUSH_INTERVAL_NS);
        flushedNs = due ? nowNs : flushedNs;
        return due;
    }

    @Override
    public void diverged(Divergence divergence) {
        waiting.add(
                steps
                        ? Arrays.asList(
                                divergence.events().isEmpty() ? null : divergence.eventId(),
                                DivergenceColumns.signed(divergence.tsNs()),
                                "divergence",
                                null,
                                DivergenceColumns.text(divergence.device()),
                                DivergenceColumns.unsigned(divergence.dmaAddress()),
                                DivergenceColumns.unsigned(divergence.sizeBytes()),
                                null,
                                divergence.rule().check(),
                                DivergenceColumns.text(divergence.kind()),
                                divergence.held(),
                                divergence.recorded())
                        : DivergenceColumns.row(divergence));
    }

    @Override
    public void step(Step step) {
        waiting.add(Arrays.asList(
                step.eventId(),
                step.tsNs(),
                step.kind().label(),
                step.op(),
                DivergenceColumns.text(step.device()),
                DivergenceColumns.unsigned(step.address()),
                DivergenceColumns.unsigned(step.sizeBytes()),
                (long) step.liveMappings(),
                null,
                null,
                null,
                null));
    }
}
