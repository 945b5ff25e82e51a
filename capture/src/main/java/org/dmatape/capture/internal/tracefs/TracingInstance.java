// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.tracefs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.capture.live.RecordException;

/// A tracing instance of our own: buffers and switches nobody else uses. The probes are the only thing outside of
/// it, in a group whose name nobody else uses either.
public final class TracingInstance {

    static final String FOLDER = "instances";

    private static final String CLOCK = "mono";
    /// Has the kernel record the stack behind the event (Documentation/trace/events.rst). It goes with the instance.
    private static final String STACK_TRIGGER = "stacktrace";
    private static final String SUB_BUFFER_SIZE = "buffer_subbuf_size_kb";
    private static final String WAKING_PERCENT = "buffer_percent";
    /// So much of a buffer wakes the reader; the rest is for what comes until it reads.
    private static final String PERCENT = "10";
    /// The kernel rounds it up to a page.
    private static final String SMALLEST_SUB_BUFFER_KIB = "1";
    private static final int REMOVE_ATTEMPTS = 50;
    private static final long REMOVE_PAUSE_MS = 20;

    private final TracefsControl control;
    private final String probesFile;
    private final String folder;
    private final String group;
    private final List<String> probes = new ArrayList<>();
    private boolean made;

    /// The instance of that owner; nothing is made yet.
    public TracingInstance(TracefsControl control, String probesFile, Owner owner) {
        this.control = control;
        this.probesFile = probesFile;
        this.folder = FOLDER + "/" + owner.instanceName() + "/";
        this.group = owner.groupName();
    }

    /// Its folder below tracefs, with a slash at the end.
    public String folder() {
        return folder;
    }

    /// The system under which an event is found in this instance.
    public String systemOf(PlannedEvent event) {
        return switch (event) {
            case PlannedEvent.Tracepoint tracepoint -> tracepoint.system();
            case PlannedEvent.Probe _ -> group;
        };
    }

    /// Makes it, with everything still switched off.
    ///
    /// @param sizes sizes of its buffers
    public void make(BufferSizes sizes) {
        control.makeFolder(folder.substring(0, folder.length() - 1));
        made = true;
        control.write(folder + "tracing_on", "0");
        control.write(folder + "trace_clock", CLOCK);
        if (control.has(folder + WAKING_PERCENT)) {
            control.write(folder + WAKING_PERCENT, PERCENT);
        }
        if (!control.has(folder + SUB_BUFFER_SIZE)) {
            resize(sizes.perCpuKib());
            return;
        }
        try {
            control.write(folder + SUB_BUFFER_SIZE, Integer.toString(sizes.subBufferKib()));
            resize(sizes.perCpuKib());
        } catch (RecordException refused) {
            if (!sizes.subBufferIsWish()) {
                throw refused;
            }
            control.write(folder + SUB_BUFFER_SIZE, SMALLEST_SUB_BUFFER_KIB);
            resize(sizes.perCpuKib());
        }
    }

    /// Gives every CPU's buffer another size.
    public void resize(long perCpuKib) {
        control.write(folder + "buffer_size_kb", Long.toString(perCpuKib));
    }

    /// Makes an event if need be and switches it on; nothing is recorded before [#start()].
    public void enable(PlannedEvent event) {
        if (event instanceof PlannedEvent.Probe probe) {
            String definition = probe.definition()
                    .replaceFirst(
                            Pattern.quote(":" + probe.system() + "/"), Matcher.quoteReplacement(":" + group + "/"));
            control.append(probesFile, definition);
            probes.add(group + "/" + probe.name());
        }
        String eventFolder = folder + "events/" + systemOf(event) + "/" + event.name() + "/";
        if (!event.filter().isEmpty()) {
            control.write(eventFolder + "filter", event.filter());
        }
        if (event.withStack()) {
            // without the condition it would be done for what the filter leaves out, too
            String condition = event.filter().isEmpty() ? "" : " if " + event.filter();
            control.write(eventFolder + "trigger", STACK_TRIGGER + condition);
        }
        control.write(eventFolder + "enable", "1");
    }

    /// Begins to record.
    public void start() {
        control.write(folder + "tracing_on", "1");
    }

    /// Ends recording; what is in the buffers can still be read.
    public void stop() {
        control.write(folder + "tracing_on", "0");
    }

    /// Removes everything that was made. Nothing may have its files open.
    ///
    /// @throws RecordException when the kernel keeps something
    public void remove() {
        if (made) {
            switchOff(control, folder);
            removeFolder(control, folder.substring(0, folder.length() - 1));
            made = false;
        }
        removeProbes(control, probesFile, probes);
        probes.clear();
    }

    static void switchOff(TracefsControl control, String folder) {
        control.write(folder + "tracing_on", "0");
        control.write(folder + "events/enable", "0");
    }

    /// The kernel refuses while a file in it is still being closed.
    static void removeFolder(TracefsControl control, String folder) {
        for (int attempt = 1; ; attempt++) {
            try {
                control.removeFolder(folder);
                return;
            } catch (RecordException busy) {
                if (attempt == REMOVE_ATTEMPTS) {
                    throw busy;
                }
                pause();
            }
        }
    }

    static void removeProbes(TracefsControl control, String probesFile, List<String> probes) {
        for (String probe : probes.reversed()) {
            control.append(probesFile, "-:" + probe);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(REMOVE_PAUSE_MS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
