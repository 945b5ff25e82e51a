// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dmatape.capture.importing.CpuStatistics;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.capture.internal.tracefs.BufferSizes;
import org.dmatape.capture.internal.tracefs.KernelControl;
import org.dmatape.capture.internal.tracefs.LogClock;
import org.dmatape.capture.internal.tracefs.Owner;
import org.dmatape.capture.internal.tracefs.PrintedControl;
import org.dmatape.capture.internal.tracefs.Tracefs;
import org.dmatape.capture.internal.tracefs.TracefsControl;
import org.dmatape.capture.internal.tracefs.TracingInstance;

/// The running kernel with a plan carried out on it. Closing it removes everything that was made; so does a plan
/// that fails half-way.
public final class Instrumented implements AutoCloseable {

    private final Path tracefs;
    private final TracingInstance instance;
    private final EventFormats formats = new EventFormats();
    private final List<LiveRecording> opened = new ArrayList<>();

    private Instrumented(Path tracefs, TracingInstance instance) {
        this.tracefs = tracefs;
        this.instance = instance;
    }

    /// Carries the plan out; nothing is recorded yet.
    ///
    /// @throws RecordException when the kernel refuses something; nothing of it remains
    public static Instrumented carryOut(Tracefs tracefs, List<PlannedEvent> events, BufferSizes sizes) {
        TracingInstance instance =
                new TracingInstance(new KernelControl(tracefs.root()), tracefs.probesFile(), Owner.self());
        Instrumented instrumented = new Instrumented(tracefs.root(), instance);
        boolean done = false;
        try {
            setUp(instance, events, sizes);
            instrumented.formats.addAll(tracefs.root(), instance, events);
            instrumented.opened.add(new LiveRecording(
                    tracefs.root(), tracefs.root().resolve(instance.folder()), instrumented.formats, events));
            done = true;
            return instrumented;
        } finally {
            if (!done) {
                instrumented.close();
            }
        }
    }

    /// Says what carrying the plan out, and removing everything again, would write to tracefs.
    public static void describe(Tracefs tracefs, List<PlannedEvent> events, BufferSizes sizes, Consumer<String> lines) {
        TracefsControl printed = new PrintedControl(tracefs.root(), lines);
        TracingInstance instance = new TracingInstance(printed, tracefs.probesFile(), Owner.self());
        LogClock logClock = new LogClock(tracefs, printed, Owner.self());
        setUp(instance, events, sizes);
        logClock.make();
        instance.start();
        lines.accept("# ... the recording; " + logClock.marker() + " is written now and then ...");
        logClock.remove();
        instance.remove();
    }

    private static void setUp(TracingInstance instance, List<PlannedEvent> events, BufferSizes sizes) {
        instance.make(sizes);
        events.forEach(instance::enable);
    }

    /// Its instance.
    public TracingInstance instance() {
        return instance;
    }

    /// What it records.
    public LiveRecording recording() {
        return opened.getFirst();
    }

    /// The formats of its events.
    public EventFormats formats() {
        return formats;
    }

    /// What the ring buffer of a CPU says of itself.
    public List<CpuStatistics> statistics(int cpu) {
        Path file = tracefs.resolve(instance.folder() + "per_cpu/cpu" + cpu + "/stats");
        return CpuStatistics.parse("CPU: " + cpu + "\n" + EventFormats.read(file));
    }

    @Override
    public void close() {
        try {
            opened.forEach(LiveRecording::close); // an instance with open files cannot be removed
            opened.clear();
        } finally {
            instance.remove();
        }
    }
}
