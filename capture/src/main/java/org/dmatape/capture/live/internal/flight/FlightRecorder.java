// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.flight;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dmatape.capture.live.Flight;
import org.dmatape.capture.live.RecordListener;
import org.dmatape.capture.live.RecordRequest;
import org.dmatape.capture.live.internal.tape.TapeFolder;
import org.dmatape.capture.live.internal.tape.TapeInProgress;
import org.dmatape.capture.live.internal.tape.TapeMark;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;

/// Keeps the recent past of a recording and writes it when there is a reason to. One tape is recorded as ever; it is
/// made of spans, and old spans are forgotten. To write means to give the files of the other spans a second name. What
/// a trigger had written is forgotten, too, or it would find the same again; who asks twice gets the recent past twice.
public final class FlightRecorder implements AutoCloseable {

    private static final int SPANS = 8;
    /// The commit that follows a request, and two more after which its rows can no longer change.
    private static final int COMMITS_UNTIL_WRITTEN = 3;

    /// What was not looked at is kept that many times as long as what was.
    private static final int MOST_TIMES_LAST = 4;

    private static final String ASKED = "it was asked for";
    private static final String END = "the recording ended";

    /// @param number of the tape's span
    /// @param begin how far the recording was before it
    /// @param endedNs when it ended, on the clock of [System#nanoTime()]
    private record Span(int number, TapeMark begin, long endedNs) {}

    private final Flight flight;
    private final RecordListener listener;
    private final FlightNames names;
    private final Optional<FlightLook> look;
    private final Deque<Span> spans = new ArrayDeque<>();
    private final List<Path> written = new ArrayList<>();
    private final AtomicBoolean asked = new AtomicBoolean();
    private int commitsUntilWritten;
    private int timesWritten;
    private boolean isBehind;
    private TapeMark committedMark = TapeMark.BEGIN;
    private TapeMark spanBegin = TapeMark.BEGIN;
    private long spanBeganNs = System.nanoTime();

    /// Keeps what the flight says, and tells the listener of tapes that are written.
    public FlightRecorder(RecordRequest request, Flight flight, RecordListener listener) {
        this.flight = flight;
        this.listener = listener;
        this.names = new FlightNames(request.tape());
        this.look = flight.trigger().map(trigger -> new FlightLook(trigger, names.looked()));
    }

    /// The tape to record.
    public Path tape() {
        return names.rolling();
    }

    /// What was written and is kept.
    public List<Path> written() {
        return written;
    }

    /// Asks for the recent past up to now. For any thread.
    public void ask() {
        asked.set(true);
    }

    /// Whether as much was written as was wanted.
    public boolean isDone() {
        return flight.stopAfter() > 0 && timesWritten >= flight.stopAfter();
    }

    /// The tape was committed: forgets, looks and writes what is due.
    public void committed(TapeInProgress tape) {
        long nowNs = System.nanoTime();
        TapeMark writtenMark = committedMark;
        committedMark = TapeMark.of(tape.decoder());
        if (asked.getAndSet(false)) {
            commitsUntilWritten = COMMITS_UNTIL_WRITTEN;
        }
        boolean mustWrite = commitsUntilWritten > 0 && --commitsUntilWritten == 0;
        boolean spanEnds = nowNs - spanBeganNs >= flight.last().toNanos() / SPANS;
        if (mustWrite || spanEnds) {
            endSpan(tape, writtenMark, nowNs);
        }
        takeLook(tape);
        if (mustWrite && !spans.isEmpty()) {
            Path path = names.next();
            copy(tape, path, ASKED);
            wrote(path, ASKED);
        } else if (spanEnds && look.isPresent() && !look.get().isBusy()) {
            copy(tape, look.get().copy(), "");
            look.get().begin(spans.getLast().number());
        }
    }

    private void endSpan(TapeInProgress tape, TapeMark writtenMark, long nowNs) {
        spans.add(new Span(tape.endSpan(), spanBegin, nowNs));
        spanBegin = writtenMark;
        spanBeganNs = nowNs;
        boolean forgets = false;
        while (mayForget(spans.getFirst(), nowNs)) {
            spans.removeFirst();
            forgets = true;
        }
        if (forgets) {
            tape.forgetBefore(spans.getFirst().number());
        }
    }

    /// What no trigger has looked at stays a while longer.
    private boolean mayForget(Span span, long nowNs) {
        long sinceNs = nowNs - span.endedNs();
        boolean isLookedAt = look.isEmpty() || span.number() <= look.get().lastSpan();
        if (!isLookedAt && sinceNs > MOST_TIMES_LAST * flight.last().toNanos()) {
            if (!isBehind) {
                listener.warned("the trigger takes longer to look than there is time: not all of the past is looked at;"
                        + " record less (--events, --device), or look for less");
            }
            isBehind = true;
            return true;
        }
        return isLookedAt && sinceNs > flight.last().toNanos();
    }

    private void takeLook(TapeInProgress tape) {
        if (look.isPresent() && look.get().hasEnded()) {
            Optional<String> found = look.get().result();
            if (found.isPresent()) {
                keep(look.get().copy(), found.get());
                wrote(names.rename(look.get().copy()), found.get());
                forgetUntil(tape, look.get().lastSpan());
            } else {
                look.get().discard();
            }
        }
    }

    private void copy(TapeInProgress tape, Path path, String reason) {
        tape.copyTo(path, spans.getFirst().begin(), spanBegin, reason);
    }

    private static void keep(Path tape, String reason) {
        Manifest manifest = ManifestFile.read(tape);
        ManifestFile.replace(tape, TapeMark.withReason(manifest, reason));
    }

    private void forgetUntil(TapeInProgress tape, int lastSpan) {
        spans.removeIf(span -> span.number() <= lastSpan);
        tape.forgetBefore(lastSpan + 1);
    }

    private void wrote(Path path, String reason) {
        written.add(path);
        timesWritten++;
        if (flight.mostFiles() > 0 && written.size() > flight.mostFiles()) {
            TapeFolder.delete(written.removeFirst());
        }
        listener.wrote(path, reason);
    }

    /// The tape was finished: what is left of it is written if there is a reason to.
    public void finished(TapeInProgress tape) {
        TapeMark begin = spans.isEmpty() ? spanBegin : spans.getFirst().begin();
        TapeMark end = TapeMark.of(tape.decoder());
        tape.describe(begin, end, END);
        Optional<String> reason = reasonAtEnd(tape, end.eventsSince(begin));
        if (reason.isPresent() && !isDone()) {
            keep(tape.path(), reason.get());
            wrote(names.rename(tape.path()), reason.get());
        } else {
            TapeFolder.delete(tape.path());
        }
    }

    private Optional<String> reasonAtEnd(TapeInProgress tape, long events) {
        if (look.isEmpty()) {
            boolean isAsked = asked.get() || commitsUntilWritten > 0;
            return events == 0 ? Optional.empty() : Optional.of(isAsked ? ASKED : END);
        }
        if (look.get().isBusy()) {
            look.get().result(); // what it found is found again: the tape holds all it looked at
            look.get().discard();
        }
        return asked.get() || commitsUntilWritten > 0
                ? Optional.of(ASKED)
                : look.get().lookAt(tape.path());
    }

    @Override
    public void close() {
        look.ifPresent(FlightLook::close);
    }
}
