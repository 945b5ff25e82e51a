// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dmatape.capture.eventformat.PageFormat;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.capture.internal.tracefs.BufferSizes;
import org.dmatape.capture.internal.tracefs.SchedulingPriority;
import org.dmatape.capture.internal.tracefs.Tracefs;
import org.dmatape.capture.live.internal.raw.RawSpool;
import org.dmatape.capture.live.internal.raw.TraceDatFile;
import org.dmatape.capture.live.internal.raw.TraceDatHead;
import org.dmatape.capture.live.internal.source.CommandProcesses;
import org.dmatape.capture.live.internal.source.DrainResult;
import org.dmatape.capture.live.internal.source.Instrumented;
import org.dmatape.capture.live.internal.source.LiveCpuStream;
import org.dmatape.capture.live.internal.source.LiveRecording;
import org.dmatape.capture.live.internal.source.MissedHits;
import org.dmatape.capture.recording.RecorderFacts;
import org.dmatape.format.manifest.LossSummary;

/// Records the running kernel without looking at what it records: pages go from the ring buffers to the disk as
/// they are, and become a trace.dat when the recording ends, for `dmatape import` or trace-cmd. What is on its way
/// lies beside the file, in `.NAME.cpuN`.
public final class RawRecorder {

    private static final Duration SHORTEST_ROUND = Duration.ofMillis(50);
    /// What a buffer holds is read by then, though it be little.
    private static final Duration LONGEST_ROUND = Duration.ofMillis(250);

    private final RecordRequest request;
    private final Tracefs tracefs = Tracefs.ofThisMachine();
    private final CommandProcesses command;
    private volatile boolean stopRequested;

    /// A recorder of this machine; the request's tape names the file.
    public RawRecorder(RecordRequest request) {
        this.request = request;
        this.command = new CommandProcesses(request.command());
    }

    /// Ends the recording soon. Callable from any thread.
    public void stop() {
        stopRequested = true;
    }

    /// Records until told to stop, or until the command has ended.
    ///
    /// @throws RecordException when it cannot begin or go on; nothing remains in tracefs
    public RecordSummary run() {
        Recorder.cleanUp();
        refuseToReplace();
        List<PlannedEvent> events = command.eventsWith(request.plan().events(), tracefs);
        BufferSizes sizes = request.buffers().sizes();
        List<RawSpool> spools = new ArrayList<>();
        try (Instrumented kernel = Instrumented.carryOut(tracefs, events, sizes);
                Arena arena = Arena.ofShared()) {
            openSpools(kernel, spools, arena);
            command.prepare();
            SchedulingPriority.raise();
            drain(spools);
            MissedHits missedHits = new MissedHits(tracefs.root(), events);
            missedHits.begin();
            kernel.instance().start();
            command.start();
            Optional<IOException> refused = untilEnd(kernel, spools);
            long misses = missedHits.hits();
            Files.deleteIfExists(beside("room"));
            assemble(kernel, spools, misses);
            if (refused.isPresent()) {
                throw RecordException.machine("the recording was ended, it cannot be written: "
                        + refused.get().getMessage() + "; " + request.tape() + " holds what was written until then");
            }
            return summary(spools, misses);
        } catch (IOException cause) {
            throw RecordException.machine("cannot write " + request.tape() + ": " + cause.getMessage());
        } finally {
            command.end();
            close(spools);
        }
    }

    /// @return why no more could be written, if that was the end
    private Optional<IOException> untilEnd(Instrumented kernel, List<RawSpool> spools) {
        try (RoundPause pause = new RoundPause(kernel.recording().streams(), SHORTEST_ROUND, this::isOver)) {
            while (!isOver()) {
                long beganNs = System.nanoTime();
                if (drain(spools) != DrainResult.MORE) {
                    pause.until(beganNs + LONGEST_ROUND.toNanos(), beganNs);
                }
            }
            command.end();
            kernel.instance().stop();
            while (drain(spools) != DrainResult.EMPTIED) {
                // until every buffer is empty
            }
            return Optional.empty();
        } catch (IOException refused) {
            command.end();
            kernel.instance().stop();
            return Optional.of(refused);
        }
    }

    private boolean isOver() {
        return stopRequested || command.hasEnded();
    }

    /// A file that lies beside the recording while it is made.
    private Path beside(String what) {
        Path name = request.tape().toAbsolutePath();
        return name.resolveSibling("." + name.getFileName() + "." + what);
    }

    private void refuseToReplace() {
        if (Files.exists(request.tape()) && !request.overwrite()) {
            throw RecordException.choice(request.tape() + " exists: choose another name, or --overwrite");
        }
    }

    private void openSpools(Instrumented kernel, List<RawSpool> spools, Arena arena) throws IOException {
        LiveRecording recording = kernel.recording();
        PageFormat pages = recording.pageFormat();
        long formatBytes = kernel.formats().texts().values().stream()
                .mapToLong(String::length)
                .sum();
        long roomBytes = TraceDatFile.roomBytes(formatBytes, needsSymbols(), pages.subBufferBytes());
        TraceDatFile.reserve(beside("room"), roomBytes);
        for (LiveCpuStream stream : recording.streams()) {
            Path file = beside("cpu" + stream.cpu());
            Files.deleteIfExists(file);
            spools.add(new RawSpool(stream, pages, file, roomBytes, arena));
        }
    }

    private boolean needsSymbols() {
        return request.plan().events().stream().anyMatch(PlannedEvent::needsSymbols);
    }

    /// @return the least of what was reached
    private static DrainResult drain(List<RawSpool> spools) throws IOException {
        DrainResult least = DrainResult.EMPTIED;
        for (RawSpool spool : spools) {
            DrainResult result = spool.drain();
            least = result.compareTo(least) > 0 ? result : least;
        }
        return least;
    }

    private void assemble(Instrumented kernel, List<RawSpool> spools, long misses) throws IOException {
        int pageBytes = kernel.recording().pageFormat().subBufferBytes();
        TraceDatHead head = new TraceDatHead(
                pageBytes,
                tracefs.text(kernel.instance().folder() + "events/header_page"),
                tracefs.text(kernel.instance().folder() + "events/header_event"),
                kernel.formats().texts());
        byte[] symbols = needsSymbols() ? Files.readAllBytes(Path.of("/proc/kallsyms")) : new byte[0];
        String statistics = spools.stream()
                .map(spool -> "CPU: " + spool.cpu() + "\n"
                        + tracefs.text(kernel.instance().folder() + "per_cpu/cpu" + spool.cpu() + "/stats"))
                .collect(Collectors.joining());
        SortedMap<Integer, String> options = new TreeMap<>();
        options.put(TraceDatHead.CPU_STATISTICS, statistics);
        options.put(TraceDatHead.UNAME, request.host().facts().getOrDefault("uname", ""));
        options.put(TraceDatHead.FACTS, facts(misses));
        head.describe(symbols, tracefs.text("saved_cmdlines"), TraceDatFile.cpus(spools), options);
        new TraceDatFile(request.tape(), spools, pageBytes).write(head);
    }

    private String facts(long misses) {
        Map<String, String> facts = new LinkedHashMap<>(command.rootFacts());
        if (misses > 0) {
            facts.put(RecorderFacts.PROBE_MISSES, Long.toString(misses));
        }
        return RecorderFacts.text(facts, request.plan().unrecorded());
    }

    private RecordSummary summary(List<RawSpool> spools, long missedHits) {
        long spans = spools.stream().mapToLong(RawSpool::lossSpans).sum() + (missedHits > 0 ? 1 : 0);
        long lost = spools.stream().mapToLong(RawSpool::lostEvents).sum() + missedHits;
        return new RecordSummary(List.of(request.tape()), -1, new LossSummary(spans, lost, false), command.status());
    }

    private void close(List<RawSpool> spools) {
        try {
            Files.deleteIfExists(beside("room"));
        } catch (IOException cause) {
            throw RecordException.machine("cannot delete what lies beside the recording: " + cause.getMessage());
        }
        for (RawSpool spool : spools) {
            try {
                spool.close();
            } catch (IOException cause) {
                throw RecordException.machine("cannot delete what lies beside the recording: " + cause.getMessage());
            }
        }
    }
}
