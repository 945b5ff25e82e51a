// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Column.Kind;
import org.dmatape.cli.output.Hex;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.output.TableWriter;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Styles;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.InFlightBuffer;
import org.dmatape.replay.model.LiveMapping;
import org.dmatape.replay.model.Severity;
import org.dmatape.replay.run.ReplayListener;
import org.dmatape.replay.run.ReplaySummary;
import org.dmatape.replay.run.StateSnapshot;
import org.jspecify.annotations.Nullable;

/// A replay for a person: each divergence when it happens, with both states and the history of its address; the states
/// that were asked for; what came of it all.
final class ReplayText implements ReplayListener {

    private static final List<Column> MAPPING_COLUMNS = List.of(
            Column.text("device"),
            Column.text("api"),
            Column.text("direction"),
            Column.address("dma_addr"),
            Column.address("phys_addr"),
            new Column("size", Kind.BIG_INTEGER),
            Column.integer("map_event"),
            Column.integer("since_ns"));

    private static final List<Column> BUFFER_COLUMNS = List.of(
            Column.text("device"),
            Column.text("queue"),
            Column.address("token"),
            Column.integer("add_event"),
            Column.integer("since_ns"));

    private final Writer out;
    private final Styles styles;

    ReplayText(Writer out, Styles styles) {
        this.out = out;
        this.styles = styles;
    }

    @Override
    public void diverged(Divergence divergence) {
        StringBuilder text = new StringBuilder();
        text.append(heading(divergence)).append('\n');
        line(text, "model", divergence.held());
        line(text, "recording", divergence.recorded());
        divergence.history().forEach(past -> line(text, "before", past));
        write(text + "\n");
    }

    private String heading(Divergence divergence) {
        StringBuilder text = new StringBuilder(label(divergence.rule().severity()));
        text.append(' ').append(divergence.rule().check());
        divergence.kind().ifPresent(kind -> text.append(" (").append(kind).append(')'));
        divergence.device().ifPresent(device -> text.append("  ").append(TerminalText.visible(device)));
        divergence.dmaAddress().ifPresent(address -> text.append("  ").append(Hex.of(address)));
        if (!divergence.events().isEmpty()) {
            text.append("  event ").append(divergence.eventId());
        }
        divergence.tsNs().ifPresent(ns -> text.append("  ts_ns ").append(ns));
        return text.toString();
    }

    private static void line(StringBuilder text, String who, String what) {
        text.append(String.format(Locale.ROOT, "  %-10s %s%n", who, TerminalText.visible(what)));
    }

    private String label(Severity severity) {
        String word = DivergenceColumns.word(severity);
        return switch (severity) {
            case ERROR -> styles.error(word);
            case WARNING -> styles.warning(word);
            case INFO -> styles.info(word);
        };
    }

    @Override
    public void state(StateSnapshot snapshot) {
        write(styles.strong("state before event " + snapshot.beforeEvent() + ", ts_ns " + snapshot.tsNs()) + "\n");
        table(
                snapshot.mappings().size() + " live mappings",
                MAPPING_COLUMNS,
                snapshot.mappings().stream().map(ReplayText::row).toList());
        table(
                snapshot.buffers().size() + " buffers in flight",
                BUFFER_COLUMNS,
                snapshot.buffers().stream().map(ReplayText::row).toList());
        write(snapshot.stale().ranges() + " ranges unmapped and not yet invalidated ("
                + snapshot.stale().sizeBytes() + " bytes)\n\n");
    }

    private void table(String title, List<Column> columns, List<List<@Nullable Object>> rows) {
        write(title + "\n");
        if (rows.isEmpty()) {
            return;
        }
        try {
            TableWriter.write(Rows.of(columns, rows), styles, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<@Nullable Object> row(LiveMapping mapping) {
        return Arrays.asList(
                DivergenceColumns.text(mapping.device()),
                DivergenceColumns.word(mapping.api()),
                DivergenceColumns.word(mapping.direction()),
                mapping.dmaAddress(),
                DivergenceColumns.unsigned(mapping.physAddress()),
                DivergenceColumns.unsigned(mapping.sizeBytes()),
                mapping.mapEvent(),
                mapping.sinceNs());
    }

    private static List<@Nullable Object> row(InFlightBuffer buffer) {
        return Arrays.asList(
                DivergenceColumns.text(buffer.virtioDevice()),
                DivergenceColumns.text(buffer.queue()),
                buffer.token(),
                buffer.addEvent(),
                buffer.sinceNs());
    }

    void summary(ReplaySummary summary) {
        SummaryText.lines(summary).forEach(line -> write(line + "\n"));
        flush();
    }

    /// Shows what was written so far.
    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
