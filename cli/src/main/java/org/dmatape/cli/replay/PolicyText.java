// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.replay;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.Counted;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.output.TableWriter;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Styles;
import org.dmatape.replay.policy.BypassedQueue;
import org.dmatape.replay.policy.CostItem;
import org.dmatape.replay.policy.CostLine;
import org.dmatape.replay.policy.Figure;
import org.dmatape.replay.policy.FigureValue;
import org.dmatape.replay.policy.Origin;
import org.dmatape.replay.policy.Policy;
import org.dmatape.replay.policy.PolicyReport;
import org.dmatape.replay.policy.PolicyReport.Scope;
import org.dmatape.replay.policy.PolicyReport.Table;
import org.dmatape.replay.policy.PolicyResult;
import org.jspecify.annotations.Nullable;

/// The policies for a person: a column each, a row per figure, and where the figures come from.
final class PolicyText {

    private static final long NS_PER_US = 1_000;
    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000;

    private final Writer out;
    private final Styles styles;

    PolicyText(Writer out, Styles styles) {
        this.out = out;
        this.styles = styles;
    }

    void write(String tape, PolicyReport report) throws IOException {
        out.write(styles.strong(TerminalText.visible(tape)) + "\n");
        for (Table table : report.tables()) {
            String devices = table.devices().stream().map(TerminalText::visible).collect(Collectors.joining(", "));
            if (table.scope() == Scope.BYPASSING) {
                writeBypassed(report.bypassed());
                heading("What mapping the buffers of " + devices + " would take");
            } else {
                heading("Policies for what the drivers of " + devices + " asked of the DMA API");
            }
            Notes notes = new Notes();
            TableWriter.write(figures(table, notes), styles, out);
            for (String note : notes.lines()) {
                out.write(TerminalText.visible(note) + "\n");
            }
            writeCosts(table);
        }
        writeReservations(report);
    }

    private void heading(String text) throws IOException {
        out.write("\n" + styles.strong(text) + "\n");
    }

    private static Rows figures(Table table, Notes notes) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("figure"));
        table.results()
                .forEach(result -> columns.add(Column.integer(result.policy().label())));
        columns.add(Column.text("from"));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            if (table.results().stream()
                    .allMatch(result -> result.figure(figure).isEmpty())) {
                continue;
            }
            List<@Nullable Object> row = new ArrayList<>();
            row.add(figure.label());
            table.results()
                    .forEach(result -> row.add(result.figure(figure)
                            .map(value -> readable(figure, value.value()))
                            .orElse(null)));
            row.add(origins(table, figure, notes));
            rows.add(row);
        }
        return Rows.of(columns, rows);
    }

    /// Where the predicted figures of a row come from. What was recorded is under its own heading; that a policy
    /// has none of something goes without saying.
    private static String origins(Table table, Figure figure, Notes notes) {
        Set<String> numbers = new LinkedHashSet<>();
        for (PolicyResult result : table.results()) {
            Optional<FigureValue> value = result.figure(figure);
            boolean none =
                    value.isPresent() && value.get().value() == 0 && value.get().origin() == Origin.COUNTED;
            if (value.isPresent() && !none && result.policy() != Policy.RECORDED) {
                numbers.add(notes.number(
                        value.get().origin().label() + ": " + value.get().source()));
            }
        }
        return String.join(" ", numbers);
    }

    /// Sources, told once and referred to by number.
    private static final class Notes {

        private final List<String> texts = new ArrayList<>();

        String number(String text) {
            int known = texts.indexOf(text);
            if (known < 0) {
                texts.add(text);
                known = texts.size() - 1;
            }
            return "[" + (known + 1) + "]";
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                lines.add("[" + (i + 1) + "] " + texts.get(i));
            }
            return lines;
        }
    }

    private static String readable(Figure figure, long value) {
        return switch (figure.unit()) {
            case COUNT, BYTES, BYTE_SECONDS -> String.format(Locale.ROOT, "%,d", value);
            case NANOSECONDS -> time(value);
        };
    }

    private static String time(long ns) {
        if (ns < NS_PER_US) {
            return ns + " ns";
        }
        if (ns < NS_PER_MS) {
            return String.format(Locale.ROOT, "%.1f us", (double) ns / NS_PER_US);
        }
        if (ns < NS_PER_SECOND) {
            return String.format(Locale.ROOT, "%.1f ms", (double) ns / NS_PER_MS);
        }
        return String.format(Locale.ROOT, "%.2f s", (double) ns / NS_PER_SECOND);
    }

    private void writeCosts(Table table) throws IOException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<Column> columns = new ArrayList<>(List.of(Column.text("cost of one"), Column.integer("ns")));
        List<PolicyResult> predicted = table.results().stream()
                .filter(result -> result.policy() != Policy.RECORDED)
                .toList();
        predicted.forEach(result -> columns.add(Column.integer(result.policy().label())));
        columns.add(Column.text("source"));
        for (CostItem item : CostItem.values()) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(item.label() + " (" + item.per() + ")");
            row.add(null);
            String source = "";
            for (PolicyResult result : predicted) {
                Optional<CostLine> line = result.costs().stream()
                        .filter(each -> each.item() == item)
                        .findAny();
                row.add(line.map(each -> String.format(Locale.ROOT, "%,.0f", each.count()))
                        .orElse(null));
                if (line.isPresent()) {
                    row.set(1, String.format(Locale.ROOT, "%,.1f", line.get().nsEach()));
                    source = line.get().source();
                }
            }
            row.add(TerminalText.visible(source));
            if (row.get(1) != null) {
                rows.add(row);
            }
        }
        if (!rows.isEmpty()) {
            heading("CPU time is made of");
            TableWriter.write(Rows.of(columns, rows), styles, out);
        }
    }

    private void writeBypassed(List<BypassedQueue> queues) throws IOException {
        heading("The day the IOMMU is switched on");
        long accesses = queues.stream().mapToLong(BypassedQueue::wouldFault).sum();
        out.write(String.format(
                Locale.ROOT,
                "%,d of %,d accesses would fault: the drivers hand out physical addresses, and no domain maps"
                        + " any.%nThe rings, which the recording does not show, come on top. Nothing faults where the"
                        + " device gets an identity domain (iommu=pt).%n%n",
                accesses,
                accesses));
        List<Column> columns = List.of(
                Column.text("device"),
                Column.text("virtio"),
                Column.text("driver"),
                Column.integer("queue"),
                Column.integer("buffers"),
                Column.integer("segments"),
                Column.integer("tables"),
                Column.integer("would_fault"),
                Column.integer("read_bytes"),
                Column.integer("written_bytes"));
        TableWriter.write(Rows.of(columns, queues.stream().map(PolicyText::row).toList()), styles, out);
        writeMissing(queues);
    }

    private static List<@Nullable Object> row(BypassedQueue queue) {
        return Arrays.asList(
                queue.device().orElse(null),
                queue.virtioDevice(),
                queue.driver().orElse(null),
                (long) queue.queueIndex(),
                queue.buffers(),
                queue.segments(),
                queue.indirectTables(),
                queue.wouldFault(),
                queue.readBytes(),
                queue.writtenBytes());
    }

    /// The device's own log can tell that probes did not see all segments.
    private void writeMissing(List<BypassedQueue> queues) throws IOException {
        for (String device : new LinkedHashSet<>(
                queues.stream().map(BypassedQueue::virtioDevice).toList())) {
            List<BypassedQueue> own = queues.stream()
                    .filter(queue -> queue.virtioDevice().equals(device))
                    .toList();
            long recorded = own.stream().mapToLong(BypassedQueue::writtenBytes).sum();
            long wrote = own.getFirst().deviceWroteBytes();
            if (wrote > recorded) {
                out.write(String.format(
                        Locale.ROOT,
                        "%s: its own log says it wrote %,d bytes, the recorded segments hold %,d: the probes did not"
                                + " see all segments, every figure is a lower bound.%n",
                        TerminalText.visible(device),
                        wrote,
                        recorded));
            }
        }
    }

    private void writeReservations(PolicyReport report) throws IOException {
        if (report.tables().isEmpty()) {
            out.write("nothing on this tape is mapped, and no device bypasses the DMA API\n");
        }
        if (report.unmatchedUnmaps() > 0) {
            out.write("\n" + Counted.of(report.unmatchedUnmaps(), "unmap")
                    + " of what was mapped before the recording began: left out\n");
        }
        if (report.lossSpans() > 0) {
            out.write("\nevents were lost in " + Counted.of(report.lossSpans(), "place") + ": counts are too low\n");
        }
    }
}
