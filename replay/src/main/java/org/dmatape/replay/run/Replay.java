// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.EnumMap;
import java.util.Map;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.event.TapeEvents;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.facts.TapeFacts;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.Model;
import org.dmatape.replay.model.ModelOptions;
import org.dmatape.replay.model.Severity;

/// One replay of a tape, step by step.
public final class Replay implements AutoCloseable {

    private final ReplayOptions options;
    private final ReplayListener listener;
    private final TapeFacts facts;
    private final DeviceFilter devices;
    private final TapeEvents events;
    private final Model model;
    private final Stepper stepper;
    private final Map<Severity, Long> divergences = new EnumMap<>(Severity.class);
    private final long beganNs = System.nanoTime();
    private boolean stopped;
    private boolean complete;

    /// Opens a tape for replay.
    ///
    /// @param listener hears of everything on the thread that calls [#step()]
    public Replay(Tape tape, ReplayOptions options, ModelOptions modelOptions, ReplayListener listener) {
        this.options = options;
        this.listener = listener;
        TapeNames names = new TapeNames();
        facts = TapeFacts.read(tape, names);
        devices = new DeviceFilter(options.shown().device(), facts);
        model = new Model(facts, names, modelOptions, this::diverged);
        stepper = new Stepper(model, names, options, devices, listener);
        events = new TapeEvents(tape, names);
    }

    /// Executes the next step, when it is time for it.
    ///
    /// @return false when the part of the tape that was asked for is over
    public boolean step() {
        if (stopped) {
            return false;
        }
        if (!events.next(stepper)) {
            stopped = true;
            complete = true;
            model.finish();
            return false;
        }
        stopped |= stepper.isPastTheEnd();
        return !stopped;
    }

    /// Rows of event tables executed so far.
    public long rows() {
        return events.rows();
    }

    /// Whether the last step had to be waited for: the replay is in time.
    public boolean waited() {
        return stepper.waited();
    }

    /// What has come of it so far.
    public ReplaySummary summary() {
        return new ReplaySummary(
                stepper.isPastTheEnd() ? events.rows() - 1 : events.rows(),
                complete,
                divergences,
                facts.losses().size(),
                System.nanoTime() - beganNs,
                stepper.plannedNs(),
                stepper.drift(),
                StateDigest.of(model));
    }

    private void diverged(Divergence divergence) {
        boolean early = divergence.tsNs().isPresent()
                && divergence.tsNs().getAsLong() < options.part().fromNs().orElse(Long.MIN_VALUE);
        boolean before = !divergence.events().isEmpty()
                && divergence.eventId() < options.part().firstEvent();
        if (early || before || !devices.allows(divergence.device())) {
            return;
        }
        divergences.merge(divergence.rule().severity(), 1L, Long::sum);
        listener.diverged(divergence);
        stopped |= options.stopOnDivergence() && divergence.rule().severity() == Severity.ERROR;
    }

    @Override
    public void close() {
        events.close();
    }
}
