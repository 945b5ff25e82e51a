// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormat;
import org.dmatape.capture.instrument.PlannedEvent;
import org.dmatape.capture.internal.decode.CommandThreads;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.tracefs.Tracefs;
import org.dmatape.capture.live.RecordException;
import org.dmatape.capture.recording.RecorderFacts;

/// The command a recording is made of, and every thread and process that came from it, as the kernel's own
/// `sched_process_fork` events tell: none is too short-lived to be seen.
public final class CommandProcesses {

    /// The event that tells of new threads and processes.
    static final String SYSTEM = "sched";
    /// Its name.
    public static final String FORK = "sched_process_fork";

    private static final int NO_EVENT = -1;
    private static final long END_PATIENCE_SECONDS = 5;

    private final List<String> command;
    private final CommandThreads threads = new CommandThreads();
    private final CountDownLatch go = new CountDownLatch(1);
    private final FutureTask<Process> outcome;
    private final Thread starter;
    private Optional<Process> process = Optional.empty();
    private int forkEventId = NO_EVENT;
    private int parentOffset;
    private int childOffset;

    /// Nothing is started yet.
    ///
    /// @param command empty for none
    public CommandProcesses(List<String> command) {
        this.command = List.copyOf(command);
        this.outcome = new FutureTask<>(this::startProcess);
        this.starter = Thread.ofPlatform().daemon().name("command-starter").unstarted(outcome);
    }

    /// Whether there is a command.
    public boolean isWanted() {
        return !command.isEmpty();
    }

    /// These events, and the one that tells of new threads if there is a command and a kernel that has it.
    public List<PlannedEvent> eventsWith(List<PlannedEvent> planned, Tracefs tracefs) {
        List<PlannedEvent> events = new ArrayList<>(planned);
        PlannedEvent fork = new PlannedEvent.Tracepoint(SYSTEM, FORK);
        if (isWanted() && !events.contains(fork) && tracefs.hasEvent(SYSTEM, FORK)) {
            events.add(fork);
        }
        return events;
    }

    /// Learns how to read the events.
    public void know(EventFormat fork) {
        Optional<EventField> parent = fork.field("parent_pid");
        Optional<EventField> child = fork.field("child_pid");
        if (parent.isPresent() && child.isPresent()) {
            forkEventId = fork.id();
            parentOffset = parent.get().offset();
            childOffset = child.get().offset();
        }
    }

    /// Makes the thread that will start the command. A process begins with the priority of the thread that starts
    /// it, and a thread with that of the one that makes it: the command gets what this thread has now.
    public void prepare() {
        if (isWanted()) {
            starter.start();
        }
    }

    /// Starts the command, with our own standard streams.
    ///
    /// @throws RecordException when it cannot be started
    public void start() {
        if (!isWanted()) {
            return;
        }
        go.countDown();
        try {
            Process started = outcome.get();
            process = Optional.of(started);
            threads.add(Math.toIntExact(started.pid()));
        } catch (ExecutionException failed) {
            throw RecordException.choice("cannot run " + command.getFirst() + ": " + String.valueOf(failed.getCause()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw RecordException.machine("interrupted while starting " + command.getFirst());
        }
    }

    private Process startProcess() throws IOException, InterruptedException {
        go.await();
        return new ProcessBuilder(command).inheritIO().start();
    }

    /// Takes note of an event, if it is one of a new thread.
    public void see(EventCursor event) {
        if (forkEventId == NO_EVENT
                || !event.holds(0, Short.BYTES)
                || event.type() != forkEventId
                || !event.holds(childOffset, Integer.BYTES)
                || !event.holds(parentOffset, Integer.BYTES)) {
            return;
        }
        event.load();
        threads.fork(event.int32(parentOffset), event.int32(childOffset));
    }

    /// Whether the command was started and has ended.
    public boolean hasEnded() {
        return process.isPresent() && !process.get().isAlive();
    }

    /// Asks the command to end, if it still runs, and waits a little.
    public void end() {
        process.filter(Process::isAlive).ifPresent(running -> {
            running.destroy();
            try {
                if (!running.waitFor(END_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Its exit status, if it has ended.
    public OptionalInt status() {
        return hasEnded() ? OptionalInt.of(process.orElseThrow().exitValue()) : OptionalInt.empty();
    }

    /// For a recording nobody looks at: the command, and the pid of its own process.
    public Map<String, String> rootFacts() {
        return process.map(started -> Map.of(
                        RecorderFacts.COMMAND,
                        String.join(" ", command),
                        RecorderFacts.COMMAND_PID,
                        Long.toString(started.pid())))
                .orElse(Map.of());
    }

    /// For the manifest: the command, and its pids separated by commas.
    public Map<String, String> facts() {
        if (!isWanted()) {
            return Map.of();
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("command", String.join(" ", command));
        facts.put(
                "command_pids",
                String.join(",", threads.pids().stream().map(String::valueOf).toList()));
        return facts;
    }
}
