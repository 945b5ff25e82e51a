// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.Optional;
import org.dmatape.capture.internal.correlate.ContextDirectory;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.CommandThreads;
import org.dmatape.capture.internal.decode.DmaApi;
import org.dmatape.capture.internal.decode.DmaCorrelation;
import org.dmatape.capture.internal.decode.DmaTables;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.probe.DeviceTexts;
import org.dmatape.capture.internal.probe.PageArray;
import org.dmatape.capture.internal.probe.ProbeTables;
import org.dmatape.capture.internal.probe.ProbedFunctions;
import org.dmatape.capture.internal.probe.VirtqueueDirectory;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.RecorderFacts;
import org.dmatape.capture.recording.Recording;

/// Turns the events of one recording into rows. What an event means depends on its recording: the layouts, symbols and
/// threads are those of the kernel that wrote it, and what is open on a CPU is open on a CPU of that machine.
final class RecordingDecoder {

    private static final int FLAGS_OFFSET = 2;
    private static final int PID_OFFSET = 4;
    /// Type, flags, preemption count and pid: what every ftrace record begins with (struct trace_entry).
    private static final int HEADER_BYTES = 8;
    private static final int NO_TEXT = -1;
    private static final String IDLE = "<idle>";

    private final Recording recording;
    private final TapeRows rows;
    private final EventCounts counts;
    private final ContextDirectory contexts;
    private final EventHandlers handlers;
    private final CommandThreads command = new CommandThreads();
    private final Optional<RepeatedEvents> repeated;
    /// Whether the recording has call stacks, as far as was seen before the first event was decoded.
    private boolean hasStacks;

    /// A decoder that writes to the tables of a tape.
    ///
    /// @param devices told of every device that events name
    RecordingDecoder(OpenedRecording opened, TapeRows rows, SeenDevices devices) {
        this.recording = opened.recording();
        this.rows = rows;
        this.counts =
                new EventCounts(opened.firstSourceId(), recording.buffers().size());
        this.repeated = recording.buffers().size() > 1
                ? Optional.of(new RepeatedEvents(recording.formats()))
                : Optional.empty();
        this.contexts = new ContextDirectory(this::commTextId);
        DmaTables dma =
                new DmaTables(rows, new DmaApi(rows.words(), recording.longBytes()), new DmaCorrelation(rows, devices));
        ProbeTables probes = new ProbeTables(
                dma,
                new VirtqueueDirectory(),
                new DeviceTexts(rows.words().texts()),
                new ProbedFunctions(),
                new PageArray());
        String commandPid = recording.facts().getOrDefault(RecorderFacts.COMMAND_PID, "");
        if (commandPid.matches("\\d{1,9}")) {
            command.add(Integer.parseInt(commandPid));
        }
        this.handlers = new EventHandlers(recording, probes, command);
    }

    /// Looks at an event before the first is decoded, to find out which function a probe is about.
    void survey(EventCursor event) {
        if (event.holds(0, HEADER_BYTES)) {
            handlers.of(event.type(), event);
            hasStacks |= handlers.areStacks(event.type());
        }
    }

    /// Takes in the next event.
    void take(EventCursor event) {
        if (!event.holds(0, HEADER_BYTES)) {
            counts.countMalformed(event.sourceId());
            return;
        }
        int id = event.type();
        counts.count(event.sourceId(), id);
        EventHandler handler = handlers.of(id, event);
        if (handler != null) {
            event.load();
            if (repeated.isPresent()
                    && !handlers.areStacks(id)
                    && repeated.get().isCopy(event)) {
                return;
            }
            ExecutionContext context = contextOf(event);
            long stackOwner = context.stackOwner();
            handler.handle(event, context);
            if (context.stackOwner() == stackOwner) {
                context.takeStackOwner(); // the next stack is that of this event
            }
        } else if (hasStacks) {
            event.load();
            contextOf(event).takeStackOwner();
        }
    }

    private ExecutionContext contextOf(EventCursor event) {
        return contexts.of(event.unsignedByte(FLAGS_OFFSET), event.int32(PID_OFFSET), event.cpu());
    }

    /// Events of that CPU are missing: what was open on it is forgotten.
    void lost(int cpu) {
        contexts.forget(cpu);
    }

    private int commTextId(int pid) {
        if (pid == 0) {
            return rows.words().texts().idOf(IDLE);
        }
        String name = recording.taskNames().get(pid);
        return name == null ? NO_TEXT : rows.words().texts().idOf(name);
    }

    /// The threads of the command that was recorded.
    CommandThreads command() {
        return command;
    }

    EventCounts counts() {
        return counts;
    }

    EventHandlers handlers() {
        return handlers;
    }
}
