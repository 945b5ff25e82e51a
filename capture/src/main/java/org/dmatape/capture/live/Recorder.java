// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.importing.CpuStatistics;
import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.merge.EventMerger;
import org.dmatape.capture.internal.rows.EventNumbers;
import org.dmatape.capture.internal.tracefs.BufferSizes;
import org.dmatape.capture.internal.tracefs.KernelControl;
import org.dmatape.capture.internal.tracefs.LeftoverInstances;
import org.dmatape.capture.internal.tracefs.LogClock;
import org.dmatape.capture.internal.tracefs.Owner;
import org.dmatape.capture.internal.tracefs.SchedulingPriority;
import org.dmatape.capture.internal.tracefs.Tracefs;
import org.dmatape.capture.live.internal.flight.FlightRecorder;
import org.dmatape.capture.live.internal.source.CommandProcesses;
import org.dmatape.capture.live.internal.source.DrainResult;
import org.dmatape.capture.live.internal.source.DroppedEvents;
import org.dmatape.capture.live.internal.source.Instrumented;
import org.dmatape.capture.live.internal.source.LiveCpuStream;
import org.dmatape.capture.live.internal.source.LiveRecording;
import org.dmatape.capture.live.internal.source.LiveSources;
import org.dmatape.capture.live.internal.source.MissedHits;
import org.dmatape.capture.live.internal.tape.LiveManifest;
import org.dmatape.capture.live.internal.tape.TapeFolder;
import org.dmatape.capture.live.internal.tape.TapeInProgress;
import org.dmatape.capture.live.internal.tape.TapeSwitch;
import org.dmatape.format.TapeException;
import org.dmatape.format.manifest.LossSummary;
import org.dmatape.format.manifest.Manifest;

/// Records the running kernel into a tape. One thread reads the ring buffers, decodes and writes; compression
/// happens on another.
///
/// Work goes in rounds. What every CPU has in its buffer is read; then everything older than the moment before the
/// reading is complete and goes, in order of time, through the same handlers as a recording that is imported; what
/// is younger waits for the next round.
public final class Recorder {

    /// An event gets its time a little before readers can see it: its writer may be interrupted in between.
    private static final long SETTLE_NS = 20_000_000;

    /// The shortest rounds in one flush interval. A round comes before every commit, so a row is on the disk at the
    /// latest with the third commit after its event: three quarters of the interval, and two rounds.
    private static final int ROUNDS_PER_FLUSH = 20;

    private static final long LONGEST_ROUND_NS = 50_000_000;

    /// Closing that fails in no way a compiler knows of.
    private interface LookEnd extends AutoCloseable {
        @Override
        void close();
    }

    private final RecordRequest request;
    private final RecordListener listener;
    private final Tracefs tracefs;
    private final CommandProcesses command;
    private final MissedHits missedHits;
    private final LiveManifest manifests;
    private final EventNumbers numbers = new EventNumbers();
    private final List<Path> tapes = new ArrayList<>();
    private final Optional<FlightRecorder> flight;
    private final RecordTotals totals = new RecordTotals();
    private final long roundNs;
    private final long commitNs;
    private volatile boolean stopRequested;

    /// A recorder of this machine.
    ///
    /// @throws RecordException when this machine cannot be recorded
    public Recorder(RecordRequest request, RecordListener listener) {
        this.request = request;
        this.listener = listener;
        this.tracefs = Tracefs.ofThisMachine();
        this.command = new CommandProcesses(request.command());
        this.missedHits = new MissedHits(tracefs.root(), request.plan().events());
        this.flight = request.flight().map(kept -> new FlightRecorder(request, kept, listener));
        this.manifests = new LiveManifest(request, command, missedHits);
        long flushNs = request.flushInterval().toNanos();
        this.roundNs = Math.min(LONGEST_ROUND_NS, flushNs / ROUNDS_PER_FLUSH);
        this.commitNs = flushNs / TapeInProgress.COMMITS_PER_FLUSH;
    }

    /// Says what recording would write to tracefs, as lines for a shell; writes nothing.
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        Instrumented.describe(tracefs, events(), sizes(), lines::add);
        return lines;
    }

    /// Removes what recorders that were killed left in tracefs.
    ///
    /// @return what was removed
    public static List<String> cleanUp() {
        Tracefs tracefs = Tracefs.ofThisMachine();
        return new LeftoverInstances(tracefs, new KernelControl(tracefs.root())).remove();
    }

    /// Ends the recording soon. Callable from any thread, also before it began.
    public void stop() {
        stopRequested = true;
    }

    /// Writes the recent past, if only that is kept. Callable from any thread.
    public void write() {
        flight.ifPresent(FlightRecorder::ask);
    }

    /// Records until told to stop, or until the command has ended.
    ///
    /// @throws RecordException when it cannot begin or go on; nothing remains in tracefs, and of a tape that was
    ///     begun what
    ///     was committed
    /// @throws TapeException when the tape cannot be written at all
    public RecordSummary run() {
        cleanUp();
        try (LookEnd _ = () -> flight.ifPresent(FlightRecorder::close);
                Instrumented kernel = Instrumented.carryOut(tracefs, events(), sizes())) {
            LiveRecording recording = kernel.recording();
            recording.formats().values().stream()
                    .filter(format -> format.name().equals(CommandProcesses.FORK))
                    .forEach(command::know);
            try (LiveSources sources = new LiveSources(recording, logClock())) {
                sources.log().skipOld();
                record(kernel, sources, new TapeSwitch(newTape(sources)));
            }
        }
        return new RecordSummary(
                flight.map(FlightRecorder::written).orElse(tapes), totals.events(), totals.losses(), command.status());
    }

    private void record(Instrumented kernel, LiveSources sources, TapeSwitch first) {
        LiveRecording recording = sources.trace();
        try (TapeSwitch tape = first;
                EventMerger merger = new EventMerger(sources.streams(), tape)) {
            BufferWatch buffers = new BufferWatch(
                    request, kernel.instance(), recording.pageFormat().subBufferBytes());
            command.prepare();
            recording.prepareStacks();
            SchedulingPriority.raise(); // after the command was prepared, which is not to have it
            round(recording, tape, merger, System.nanoTime()); // so that the first real one loads no classes
            missedHits.begin();
            kernel.instance().start();
            command.start();
            rounds(sources, tape, merger, buffers);
            command.end();
            kernel.instance().stop();
            drainRest(sources, tape, merger);
            finish(tape, dropped(kernel, recording));
        } catch (TapeException cause) {
            String reason = cause.getCause() instanceof IOException refused
                    ? String.valueOf(refused.getMessage())
                    : String.valueOf(cause.getMessage());
            throw ended("its tape cannot be written: " + reason);
        } catch (OutOfMemoryError cause) {
            throw ended("Java's memory ran out (" + cause.getMessage()
                    + "): raise its limit with DMATAPE_JAVA_OPTIONS=-Xmx..., or record fewer events");
        } finally {
            command.end();
        }
    }

    private RecordException ended(String reason) {
        return RecordException.machine("the recording was ended, " + reason + "; " + tapes.getLast()
                + " holds what was written until then ('dmatape info' says what it lacks, 'dmatape"
                + " import --salvage' makes it whole)");
    }

    private void rounds(LiveSources sources, TapeSwitch tape, EventMerger merger, BufferWatch buffers) {
        LiveRecording recording = sources.trace();
        long nextCommitNs = System.nanoTime() + commitNs;
        try (RoundPause pause = new RoundPause(recording.streams(), Duration.ofNanos(roundNs), this::isOver)) {
            while (!isOver()) {
                long beganNs = System.nanoTime();
                boolean hasMore = round(recording, tape, merger, beganNs);
                boolean hurry = hasMore || buffers.isFillingUp(recording.streams());
                if (System.nanoTime() >= nextCommitNs) {
                    nextCommitNs = System.nanoTime() + commitNs;
                    commit(sources, tape);
                }
                if (!hurry) {
                    pause.until(nextCommitNs, beganNs);
                }
            }
        }
    }

    private boolean isOver() {
        return stopRequested || command.hasEnded();
    }

    private void commit(LiveSources sources, TapeSwitch tape) {
        missedHits.look(tape.current().decoder(), numbers.next());
        tape.current().commit();
        listener.status(() -> totals.status(tape.current()));
        rotateIfDue(sources, tape);
        flight.ifPresent(kept -> goOnFlying(kept, tape.current()));
    }

    private void goOnFlying(FlightRecorder kept, TapeInProgress tape) {
        kept.committed(tape);
        if (kept.isDone()) {
            stop();
        }
    }

    /// @return whether there is more to read at once
    private boolean round(LiveRecording recording, TapeSwitch tape, EventMerger merger, long beganNs) {
        long completeUntilNs = beganNs - SETTLE_NS;
        boolean hasMore = false;
        for (LiveCpuStream stream : recording.streams()) {
            DrainResult result = stream.drain();
            if (result != DrainResult.EMPTIED) {
                completeUntilNs = Math.min(completeUntilNs, stream.lastReadNs());
            }
            hasMore |= result == DrainResult.MORE;
        }
        merger.goOn(completeUntilNs);
        takeAll(tape, merger);
        return hasMore;
    }

    private void takeAll(TapeSwitch tape, EventMerger merger) {
        EventCursor event = merger.cursor();
        EventDecoder decoder = tape.current().decoder();
        boolean watchesForks = command.isWanted();
        while (merger.next(numbers.next())) {
            decoder.take(event);
            if (watchesForks) {
                command.see(event);
            }
        }
    }

    private void drainRest(LiveSources sources, TapeSwitch tape, EventMerger merger) {
        LiveRecording recording = sources.trace();
        boolean allEmptied = false;
        while (!allEmptied) {
            round(recording, tape, merger, System.nanoTime());
            allEmptied = recording.streams().stream().allMatch(stream -> stream.drain() == DrainResult.EMPTIED);
        }
        sources.end();
        merger.goOn(Long.MAX_VALUE);
        takeAll(tape, merger);
    }

    private void rotateIfDue(LiveSources sources, TapeSwitch tape) {
        TapeInProgress current = tape.current();
        Duration lasted = Duration.ofNanos(System.nanoTime() - current.beganNs());
        if (request.rotation().isDue(current.sizeBytes(), lasted)) {
            finish(tape, List.of());
            tape.goOnWith(newTape(sources));
            dropOldTapes();
        }
    }

    private void finish(TapeSwitch tape, List<DroppedEvents> dropped) {
        missedHits.endTape(tape.current().decoder(), numbers.next());
        Manifest manifest = tape.current().finish(dropped);
        LossSummary losses = manifest.losses();
        totals.add(tape.current().decoder().total(), losses);
        flight.ifPresent(kept -> kept.finished(tape.current()));
    }

    private TapeInProgress newTape(LiveSources sources) {
        Path path = flight.map(FlightRecorder::tape)
                .orElseGet(() -> request.rotation().tape(request.tape(), totals.nextTapeNumber()));
        tapes.add(path);
        return new TapeInProgress(path, request, manifests, sources, numbers);
    }

    private void dropOldTapes() {
        int most = request.rotation().mostFiles();
        while (most > 0 && tapes.size() > most) {
            TapeFolder.delete(tapes.removeFirst());
        }
    }

    private static List<DroppedEvents> dropped(Instrumented kernel, LiveRecording recording) {
        List<DroppedEvents> dropped = new ArrayList<>();
        for (LiveCpuStream stream : recording.streams()) {
            for (CpuStatistics statistics : kernel.statistics(stream.cpu())) {
                if (statistics.droppedEvents() > 0) {
                    dropped.add(new DroppedEvents(stream.cpu(), statistics.droppedEvents()));
                }
            }
        }
        return dropped;
    }

    private List<PlannedEvent> events() {
        return command.eventsWith(request.plan().events(), tracefs);
    }

    private LogClock logClock() {
        return new LogClock(tracefs, new KernelControl(tracefs.root()), Owner.self());
    }

    private BufferSizes sizes() {
        return request.buffers().sizes();
    }
}
