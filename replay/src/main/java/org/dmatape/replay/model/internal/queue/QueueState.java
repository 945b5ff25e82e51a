// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.dmatape.replay.event.Context;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.PostedSegment;
import org.dmatape.replay.event.VirtqueueOp;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.table.LossSpans;

/// The state of every virtqueue buffer, and what a driver must keep to about it.
public final class QueueState {

    private static final long ENOSPC = -28;

    /// An unmap while the buffer was in flight: wrong if the device returns it later.
    private record EarlyUnmap(Divergence divergence, long unmapId) {}

    private final LossSpans losses;
    private final DivergenceListener listener;
    private final Queues queues;
    private final Postings postings = new Postings();
    private final UnmappedSegments segments;
    private final PremappedBuffers premapped;
    private final QueueTallies refused = new QueueTallies(
            Rule.RING_FULL, "a free descriptor for every buffer", "buffers were refused, the ring was full");
    private final Map<Integer, QueueTallies> idleInterrupts = new TreeMap<>();
    private final SharedInterrupts sharedInterrupts = new SharedInterrupts();
    private final Map<Long, List<EarlyUnmap>> earlyUnmaps = new HashMap<>();
    private final DuplicateTokens duplicates = new DuplicateTokens();
    private final MissingBuffers missing = new MissingBuffers();
    private boolean anyReturn;

    /// Begins without any buffer.
    ///
    /// @param queues the queues of the tape
    /// @param premapped which mappings hold buffers that their driver mapped itself
    /// @param losses where events are missing
    /// @param listener told of every divergence
    public QueueState(Queues queues, PremappedBuffers premapped, LossSpans losses, DivergenceListener listener) {
        this.queues = queues;
        this.premapped = premapped;
        this.losses = losses;
        this.listener = listener;
        segments = new UnmappedSegments(postings, queues, losses, listener);
    }

    /// Executes an operation.
    public void execute(VirtqueueOperation operation) {
        switch (operation.op()) {
            case ADD -> add(operation);
            case GET_BUF, DETACH -> end(operation);
            case INTERRUPT -> interrupt(operation);
            case KICK, KICK_PREPARE, NOTIFY -> {
                // the model keeps no account of notifications
            }
        }
    }

    /// One whose buffer a poll had taken by then is for nothing, but for a reason.
    private void interrupt(VirtqueueOperation interrupt) {
        int number = queues.number(interrupt);
        boolean polled = queues.get(number).interrupted(interrupt.eventId());
        sharedInterrupts.asks(queues.get(number), interrupt);
        if (interrupt.hasResult() && interrupt.result() == 0 && !polled) {
            idleInterrupts.computeIfAbsent(number, _ -> idleTallies()).count(interrupt);
        }
    }

    private void add(VirtqueueOperation add) {
        if (add.hasResult() && add.result() == ENOSPC) {
            refused.count(add);
        }
        int queue = queues.number(add);
        queues.get(queue).adds(add.eventId(), add.freeDescriptors());
        if (!add.hasToken() || (add.hasResult() && add.result() < 0)) {
            return;
        }
        int before = postings.inFlight(queue, add.token());
        if (before != Postings.NONE) {
            repost(before, add);
        }
        postings.add(queue, queues.get(queue).nextBuffer(), add);
    }

    private void repost(int before, VirtqueueOperation add) {
        int queue = postings.queue(before);
        long addId = postings.addId(before);
        missing.add(queue, postings.number(before));
        if (!losses.between(addId, add.eventId())) {
            Queues.Queue used = queues.get(queue);
            long freeRing = used.lastFreeRing() > addId ? used.mostFree() : DuplicateTokens.NO_FREE_RING;
            duplicates.add(addId, queue, postings.number(before), freeRing, add);
        }
        over(before, Postings.State.REPOSTED, add.eventId());
    }

    private void end(VirtqueueOperation operation) {
        if (!operation.hasToken()) {
            return;
        }
        boolean returns = operation.op() == VirtqueueOp.GET_BUF;
        anyReturn |= returns;
        int queue = queues.number(operation);
        int posting = postings.inFlight(queue, operation.token());
        if (posting == Postings.NONE) {
            return;
        }
        if (returns) {
            queues.get(queue).returns(postings.addId(posting), operation.eventId());
            if (operation.context() != Context.HARDIRQ) {
                queues.get(queue).polled(postings.addId(posting));
            }
        }
        over(posting, returns ? Postings.State.RETURNED : Postings.State.DETACHED, operation.eventId());
    }

    private void over(int posting, Postings.State how, long event) {
        segments.ends(posting);
        premapped.ended(postings.addId(posting));
        List<EarlyUnmap> early = earlyUnmaps.remove(postings.addId(posting));
        if (early != null && how == Postings.State.RETURNED) {
            early.forEach(unmap -> listener.diverged(unmap.divergence()));
        }
        postings.end(posting, how, event);
    }

    /// A segment of the buffer that an add has just posted.
    public void posted(PostedSegment segment) {
        int posting = postings.byAdd(segment.addEvent());
        if (posting == Postings.NONE || !postings.isInFlight(posting)) {
            return;
        }
        int virtioDevice = queues.get(postings.queue(posting)).virtioDevice();
        if (segment.hasDmaAddress()) {
            premapped.posted(postings.addId(posting), queues.dmaDeviceNumber(virtioDevice), segment.dmaAddress());
        } else if (segment.hasPhysAddress() && queues.usesDmaApi(virtioDevice)) {
            segments.posted(posting, segment);
        }
    }

    /// Memory is mapped inside a virtqueue operation.
    public void mapped(DmaOperation map) {
        int posting = postings.byAdd(map.virtqueueEvent());
        if (posting != Postings.NONE && postings.isInFlight(posting)) {
            segments.mapped(posting, map);
        }
    }

    /// A mapping that holds a buffer was ended outside of any virtqueue operation.
    ///
    /// @param divergence what to say if the device had the buffer then and returned it later
    public void unmapped(long addId, long unmapId, Divergence divergence) {
        int posting = postings.byAdd(addId);
        if (posting == Postings.NONE || losses.between(addId, unmapId)) {
            return;
        }
        if (postings.isInFlight(posting)) {
            earlyUnmaps.computeIfAbsent(addId, add -> new ArrayList<>()).add(new EarlyUnmap(divergence, unmapId));
        } else if (postings.state(posting) == Postings.State.RETURNED && unmapId < postings.endId(posting)) {
            listener.diverged(divergence);
        }
    }

    /// Whether it is known what became of the buffer that an event posted.
    public boolean remembers(long addId) {
        return postings.byAdd(addId) != Postings.NONE;
    }

    /// Whether the device still has the buffer that an add posted.
    public boolean isInFlight(long addId) {
        int posting = postings.byAdd(addId);
        return posting != Postings.NONE && postings.isInFlight(posting);
    }

    /// The tape has ended.
    ///
    /// @param partlyRecorded whether buffers may have come back unseen: then nothing follows from one that did not
    public void finish(boolean partlyRecorded) {
        forEachInFlight(posting -> missing.add(postings.queue(posting), postings.number(posting)));
        missing.sort();
        forEachInFlight(posting -> finish(posting, partlyRecorded));
        // while nothing was ever seen to come back, adding a token again proves nothing
        if (anyReturn && !partlyRecorded) {
            duplicates.tell(missing, queues, listener);
        }
        refused.finish(queues, listener);
        QueueTallies idle = idleTallies();
        idleInterrupts.forEach((number, tallies) -> {
            if (!sharedInterrupts.isShared(queues.get(number))) {
                idle.add(tallies);
            }
        });
        idle.finish(queues, listener);
    }

    private static QueueTallies idleTallies() {
        return new QueueTallies(
                Rule.SPURIOUS_INTERRUPT, "a used buffer for every interrupt", "interrupts found no used buffer");
    }

    private void finish(int posting, boolean partlyRecorded) {
        segments.ends(posting);
        Queues.Queue queue = queues.get(postings.queue(posting));
        long addId = postings.addId(posting);
        boolean takenBack =
                queue.lastFreeRing() > addId || missing.isInLongRun(postings.queue(posting), postings.number(posting));
        for (EarlyUnmap unmap : earlyUnmaps.getOrDefault(addId, List.of())) {
            // a queue that is taken down returns nothing afterwards
            if (!takenBack && queue.lastReturn() > unmap.unmapId()) {
                listener.diverged(unmap.divergence());
            }
        }
        if (queue.outlived(addId) && !partlyRecorded && !takenBack && !losses.after(addId)) {
            String words = queues.words(queue.virtioDevice(), queue.name());
            listener.diverged(Divergence.of(Rule.STALLED_BUFFER)
                    .device(queues.device(queue.virtioDevice()))
                    .at(postings.tsNs(posting), postings.cpu(posting))
                    .held("buffer " + DivergenceText.hex(postings.token(posting)) + " in flight since event " + addId)
                    .recorded(words + ": many later buffers came back, this one not")
                    .events(List.of(addId))
                    .build());
        }
    }

    /// Calls with every buffer in flight.
    public void forEachInFlight(IntConsumer action) {
        for (int row = 0; row < postings.rows(); row++) {
            if (postings.isInFlight(row)) {
                action.accept(row);
            }
        }
    }

    /// Every buffer that is remembered.
    public Postings postings() {
        return postings;
    }

    /// Which mappings hold buffers that their driver mapped itself.
    public PremappedBuffers premapped() {
        return premapped;
    }

    /// Every queue that was seen.
    public Queues queues() {
        return queues;
    }
}
