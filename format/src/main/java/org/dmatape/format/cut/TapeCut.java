// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.cut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.manifest.LossSummary;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.DmaOpColumn;
import org.dmatape.format.schema.EventStackColumn;
import org.dmatape.format.schema.LossColumn;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.schema.VqOpColumn;
import org.dmatape.format.schema.VqSegmentColumn;
import org.dmatape.format.write.TapeWriter;
import org.dmatape.format.write.TapeWriterOptions;

/// Makes a tape of what happened in a window of another tape's time. Events keep their numbers, so that what is said of
/// the cut can be looked up in the whole; devices, sources and clocks are copied as they are, and of losses those that
/// reach into the window. What was mapped before the window begins is to the cut what it is to a recording that
/// began late: a mapping of unknown origin. An operation on a virtqueue that goes on when the window ends is left out,
/// because what happened inside it would be incomplete.
public final class TapeCut {

    private static final String TIME = "ts_ns";
    private static final String FIRST_NS = "first_ts_ns";
    private static final String LAST_NS = "last_ts_ns";
    private static final Pattern NANOSECONDS = Pattern.compile("-?\\d{1,18}");

    private final Tape whole;
    private final String name;
    private final TimeWindow window;
    /// Virtqueue operations that were kept: the segments of buffers name theirs, and have no time.
    private final EventRuns vqOps = new EventRuns();
    /// DMA operations that were kept: call stacks name the operation they are of, and have no time either.
    private final EventRuns dmaOps = new EventRuns();
    private LossSummary losses = LossSummary.none();

    private TapeCut(Tape whole, String name, TimeWindow window) {
        this.whole = whole;
        this.name = name;
        this.window = window;
    }

    /// Makes the tape.
    ///
    /// @param name what the whole is called, for the note
    /// @param target the new tape, by convention ending in `.tape`
    /// @return the new tape's manifest; a note says what it was cut from
    /// @throws org.dmatape.format.TapeException when the tape is damaged, or the target exists or cannot be written
    public static Manifest cut(Tape whole, String name, TimeWindow window, Path target, TapeWriterOptions options) {
        try (TapeWriter writer = TapeWriter.create(target, options)) {
            return new TapeCut(whole, name, window).copyTo(writer);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private Manifest copyTo(TapeWriter writer) throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            for (TapeTable table : TapeTable.values()) {
                if (table.mayBeAbsent() && whole.rowCount(table) == 0) {
                    continue;
                }
                try (TableReader reader = whole.reader(table, allocator)) {
                    copy(table, new RowCopier(table, reader, writer.table(table), writer.texts()));
                }
            }
        }
        return writer.finish(manifest());
    }

    private void copy(TapeTable table, RowCopier rows) throws IOException {
        Optional<TapeColumn> time = timeOf(table);
        for (int count = rows.nextBatch(); count > 0; count = rows.nextBatch()) {
            for (int row = 0; row < count; row++) {
                if (belongs(table, time, rows, row)) {
                    note(table, rows, row);
                    rows.copy(row);
                } else {
                    leaveOut(table);
                }
            }
        }
    }

    private void leaveOut(TapeTable table) {
        if (table == TapeTable.VQ_OP) {
            vqOps.endRun();
        } else if (table == TapeTable.DMA_OP) {
            dmaOps.endRun();
        }
    }

    private boolean belongs(TapeTable table, Optional<TapeColumn> time, RowCopier rows, int row) {
        if (time.isPresent() && !window.contains(rows.longAt(time.get(), row))) {
            return false;
        }
        return switch (table) {
            case VQ_OP -> endsInWindow(rows, row);
            case VQ_SEGMENT -> vqOps.contains(rows.longAt(VqSegmentColumn.VQ_OP_ID, row));
            case EVENT_STACK -> isKept(rows.longAt(EventStackColumn.EVENT_ID, row));
            case LOSS -> window.overlaps(rows.longAt(LossColumn.FROM_NS, row), rows.longAt(LossColumn.TO_NS, row));
            default -> true;
        };
    }

    private boolean isKept(long operation) {
        return dmaOps.contains(operation) || vqOps.contains(operation);
    }

    private boolean endsInWindow(RowCopier rows, int row) {
        return !rows.isSet(VqOpColumn.DURATION_NS, row)
                || rows.longAt(VqOpColumn.DURATION_NS, row) <= window.toNs() - rows.longAt(VqOpColumn.TS_NS, row);
    }

    private void note(TapeTable table, RowCopier rows, int row) {
        if (table == TapeTable.DMA_OP) {
            dmaOps.add(rows.longAt(DmaOpColumn.EVENT_ID, row));
        } else if (table == TapeTable.VQ_OP) {
            vqOps.add(rows.longAt(VqOpColumn.EVENT_ID, row));
        } else if (table == TapeTable.LOSS) {
            boolean counted = rows.isSet(LossColumn.EVENTS, row);
            losses = new LossSummary(
                    losses.spans() + 1,
                    losses.events() + (counted ? rows.longAt(LossColumn.EVENTS, row) : 0),
                    losses.uncounted() || !counted);
        }
    }

    private static Optional<TapeColumn> timeOf(TapeTable table) {
        return table.columns().stream()
                .filter(column -> column.columnName().equals(TIME))
                .findFirst();
    }

    private Manifest manifest() {
        Manifest of = whole.manifest();
        Map<String, String> host = new LinkedHashMap<>(of.host());
        narrow(host, FIRST_NS, window.fromNs(), Math::max);
        narrow(host, LAST_NS, window.toNs(), Math::min);
        List<String> notes = new ArrayList<>(of.notes());
        notes.add("Cut from " + name + ". Events have the numbers they have there, and how often"
                + " each kind of event occurred is counted there.");
        return new Manifest(
                of.formatVersion(),
                of.state(),
                of.createdBy(),
                of.sources(),
                host,
                of.clocks(),
                losses,
                of.events(),
                of.tables(),
                notes,
                of.unrecorded());
    }

    /// A fact that is no time, because somebody else wrote the manifest, stays what it is.
    private static void narrow(Map<String, String> host, String fact, long borderNs, LongBinaryOperator closer) {
        host.computeIfPresent(
                fact,
                (_, ns) -> NANOSECONDS.matcher(ns).matches()
                        ? Long.toString(closer.applyAsLong(Long.parseLong(ns), borderNs))
                        : ns);
    }
}
