// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.lab.store.BrokenCapture;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.SeenFiles;
import org.dmatape.analyze.lab.store.StoredCapture;

/// One run over a folder: what is new is taken in, what is known is left alone.
public final class Ingest {

    private final LabStore store;
    private final CaptureReader reader;
    private final IngestOptions options;
    private final IngestProgress progress;

    private final List<Path> known = new ArrayList<>();
    private final List<BrokenCapture> broken = Collections.synchronizedList(new ArrayList<>());
    private final List<BrokenCapture> stillBroken = new ArrayList<>();
    private final List<String> unfinished = new ArrayList<>();
    private final List<String> postponed = Collections.synchronizedList(new ArrayList<>());
    private final List<StoredCapture> taken = Collections.synchronizedList(new ArrayList<>());

    /// A capture that is new, with what tells it from others.
    private record Work(CaptureInput input, CaptureIdentity identity) {}

    /// @param reader finds captures and reads them
    /// @param progress told after every capture
    public Ingest(LabStore store, CaptureReader reader, IngestOptions options, IngestProgress progress) {
        this.store = store;
        this.reader = reader;
        this.options = options;
        this.progress = progress;
    }

    /// Takes in what is new in a folder.
    ///
    /// @throws AnalysisException when the store itself cannot go on, as on a full disk; what was taken in until
    /// then counts
    public IngestReport run(Path folder) throws IOException {
        List<Work> work = identify(reader.find(folder));
        takeIn(work);
        taken.sort((a, b) -> a.name().compareTo(b.name()));
        broken.sort((a, b) -> a.name().compareTo(b.name()));
        return new IngestReport(taken, known, broken, stillBroken, unfinished, postponed);
    }

    private List<Work> identify(List<CaptureInput> inputs) throws IOException {
        Set<String> contents = new HashSet<>(store.captures().contents());
        Map<String, BrokenCapture> remembered = new HashMap<>();
        store.broken().all().forEach(entry -> remembered.put(entry.signature(), entry));
        List<Work> work = new ArrayList<>();
        SeenFiles files = store.seenFiles();
        for (CaptureInput input : inputs) {
            String signature = CaptureIdentity.signature(input, files);
            BrokenCapture before = remembered.get(signature);
            if (before != null && !options.retry()) {
                stillBroken.add(before);
                continue;
            }
            try {
                input.problem().ifPresent(problem -> {
                    throw new UnreadableCaptureException(problem);
                });
                CaptureIdentity identity = CaptureIdentity.of(input, files);
                if (contents.add(identity.content())) {
                    work.add(new Work(input, identity));
                } else {
                    known.add(input.path());
                }
            } catch (UnfinishedTapeException stillRecorded) {
                unfinished.add(String.valueOf(stillRecorded.getMessage()));
            } catch (UnreadableCaptureException e) {
                remember(input, signature, e);
            }
        }
        files.save();
        return work;
    }

    private void takeIn(List<Work> work) throws IOException {
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService workers = Executors.newFixedThreadPool(options.jobs())) {
            List<Future<?>> running = new ArrayList<>();
            for (Work next : work) {
                running.add(workers.submit(() -> {
                    takeIn(next);
                    progress.done(next.input().name(), done.incrementAndGet(), work.size());
                    return next;
                }));
            }
            try {
                for (Future<?> job : running) {
                    await(job);
                }
            } finally {
                // those that have begun go on: an interrupted capture would look like a broken one
                running.forEach(job -> job.cancel(false));
            }
        }
    }

    /// The first failure that concerns all captures ends the run.
    private static void await(Future<?> job) throws IOException {
        try {
            job.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnalysisException(Kind.CANCELLED, "cancelled", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private void takeIn(Work work) throws IOException {
        CaptureInput input = work.input();
        try {
            taken.add(new CaptureJob(store, reader, options).run(input, work.identity()));
        } catch (UnreadableCaptureException e) {
            remember(input, work.identity().signature(), e);
        } catch (IOException | RuntimeException e) {
            if (DiskSpace.isShort(store.layout().folder(), e)) {
                throw new AnalysisException(
                        Kind.RESOURCES,
                        "the disk of the store " + store.layout().folder() + " is full: " + e.getMessage()
                                + ". What was taken in counts; the next run goes on",
                        e);
            }
            // whatever it is, the other captures are not to suffer from it
            postponed.add(input.path() + ": " + (e instanceof AnalysisException ? e.getMessage() : e));
        }
    }

    private void remember(CaptureInput input, String signature, UnreadableCaptureException e) throws IOException {
        BrokenCapture entry = new BrokenCapture(
                signature,
                input.name(),
                input.path().toAbsolutePath().normalize().toString(),
                options.places().scenario(input),
                options.places().night(input, PlaceRules.recordedAt(input)),
                String.valueOf(e.getMessage()));
        store.broken().put(entry);
        broken.add(entry);
    }
}
