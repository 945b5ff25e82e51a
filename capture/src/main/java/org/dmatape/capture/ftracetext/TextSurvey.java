// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.synthetic.TextCompression;

/// A first walk through a text: which events with which fields it has, which threads and CPUs. The records can only be
/// made once that is known.
final class TextSurvey {

    /// Type of the records of call stacks: no kind of line has such a high one.
    static final int STACK_ID = 0xfffe;

    private static final int MOST_TASKS = 1 << 16;
    private static final String UNKNOWN_COMM = "<...>";
    private static final String NO_UNIT = "counter";
    private static final String UNKNOWN_CLOCK = "unknown";

    private final EventShapes shapes = new EventShapes();
    private final Map<Integer, String> taskNames = new HashMap<>();
    private final TreeSet<Integer> cpus = new TreeSet<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private long events;
    private long foreignLines;
    private long sizeBytes;
    private TextCompression compression = TextCompression.NONE;
    private Optional<String> damage = Optional.empty();
    private boolean hasStacks;
    private boolean counted;
    private boolean perf;
    private long lastPid = -1;
    private long lastCpu = -1;

    /// Walks through a file.
    ///
    /// @param salvage whether a damaged text is read as far as it is whole
    static TextSurvey of(Path file, boolean salvage) {
        TextSurvey survey = new TextSurvey();
        try (EventLines lines = new EventLines(file, salvage)) {
            survey.compression = TextCompression.of(file);
            survey.facts.putAll(survey.compression.facts());
            survey.walk(lines);
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + file + ": " + cause.getMessage(), cause);
        }
        return survey;
    }

    private void walk(EventLines lines) {
        EventLines.Kind kind = lines.next();
        while (kind != EventLines.Kind.END) {
            switch (kind) {
                case EVENT -> event(lines);
                case LOSS -> cpus.add(lines.loss().cpu());
                case FRAME -> hasStacks |= lines.frame().isOfKernel();
                case FOREIGN -> foreignLines++;
                case COMMENT, END -> {}
            }
            kind = lines.next();
        }
        sizeBytes = lines.readBytes();
        damage = lines.damage();
        facts.put("lines", Long.toString(lines.lines()));
        facts.put("event_lines", Long.toString(events));
        facts.put("quoted_lines", Long.toString(lines.quotedLines()));
        facts.put("wrapped_lines", Long.toString(lines.wrappedLines()));
    }

    private void event(EventLines lines) {
        LineHead head = lines.head();
        events++;
        counted |= head.isCounted();
        perf |= head.writer() == LineHead.Writer.PERF;
        if (head.cpu() != lastCpu) {
            lastCpu = head.cpu();
            cpus.add(head.cpu());
        }
        if (head.pid() != lastPid) {
            lastPid = head.pid();
            name(head.pid(), head.comm(lines.line()));
        }
        if (!StackLines.isHead(lines.line(), head)) {
            shapes.learn(lines.line(), head, lines.payload());
        }
    }

    private void name(int pid, String comm) {
        boolean known = taskNames.containsKey(pid);
        if (pid != 0 && (known || taskNames.size() < MOST_TASKS) && !(known && comm.equals(UNKNOWN_COMM))) {
            taskNames.put(pid, comm);
        }
    }

    /// Bytes of the text.
    long sizeBytes() {
        return sizeBytes;
    }

    /// Lines that are neither events nor comments.
    long foreignLines() {
        return foreignLines;
    }

    /// Whether there is an event at all.
    boolean hasEvents() {
        return events > 0;
    }

    /// Where a damaged text was left, when it was opened for salvage.
    Optional<String> damage() {
        return damage;
    }

    String kind() {
        return compression.kindOf(perf ? "perf script" : "ftrace text");
    }

    /// A text does not say which clock its times are of.
    String clock() {
        return counted ? NO_UNIT : UNKNOWN_CLOCK;
    }

    EventShapes shapes() {
        return shapes;
    }

    /// The layouts of all records, by id.
    Map<Integer, EventFormat> formats() {
        Map<Integer, EventFormat> formats = new HashMap<>(shapes.formats());
        if (hasStacks) {
            formats.put(STACK_ID, StackLines.format(STACK_ID));
        }
        return Map.copyOf(formats);
    }

    Map<Integer, String> taskNames() {
        return taskNames;
    }

    List<Integer> cpus() {
        return List.copyOf(cpus);
    }

    Map<String, String> facts() {
        return facts;
    }
}
