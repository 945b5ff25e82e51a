// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

import org.jspecify.annotations.Nullable;

/// One thread, or one interrupt level of one CPU: within it operations nest properly, between contexts they do not.
/// Holds the operations entered and not yet left, and what waits for the event it belongs to.
///
/// Called for every event, so absence is null here and not an Optional.
public final class ExecutionContext {

    /// Instead of an operation: none.
    public static final long NOBODY = -1;

    private static final int MOST_FRAMES = 16;

    private final ContextKind kind;
    private int pid;
    private int commTextId;
    private final @Nullable OperationFrame[] stack = new OperationFrame[MOST_FRAMES];
    private final EnclosedIommuOps looseIommuOps = new EnclosedIommuOps();
    private final AwaitedUnmap awaitedUnmap = new AwaitedUnmap();
    private final AwaitedInterrupt awaitedInterrupt = new AwaitedInterrupt();
    private final UnprobedInterrupts unprobedInterrupts = new UnprobedInterrupts();
    private final PendingBounce pendingBounce = new PendingBounce();
    private int depth;
    private int lastCpu;
    private long stackOwner = NOBODY;

    ExecutionContext(ContextKind kind, int pid, int commTextId) {
        this.kind = kind;
        this.pid = pid;
        this.commTextId = commTextId;
    }

    /// Task or interrupt level.
    public ContextKind kind() {
        return kind;
    }

    /// Thread that runs, or that was interrupted.
    public int pid() {
        return pid;
    }

    /// Name of the thread, or -1.
    public int commTextId() {
        return commTextId;
    }

    /// IOMMU events outside any probed DMA operation, which the next DMA event may claim.
    public EnclosedIommuOps looseIommuOps() {
        return looseIommuOps;
    }

    /// A traced unmap whose IOMMU event is still to come.
    public AwaitedUnmap awaitedUnmap() {
        return awaitedUnmap;
    }

    /// An interrupt whose vring_interrupt is still to come.
    public AwaitedInterrupt awaitedInterrupt() {
        return awaitedInterrupt;
    }

    /// Interrupts whose vring_interrupt the probe missed.
    public UnprobedInterrupts unprobedInterrupts() {
        return unprobedInterrupts;
    }

    /// The interrupt that was expected last is over. If nothing took its row, no probe saw its handler.
    public void endInterrupt() {
        if (awaitedInterrupt.isUntaken()) {
            unprobedInterrupts.add(awaitedInterrupt.eventId(), awaitedInterrupt.entryNs());
        }
        awaitedInterrupt.clear();
    }

    /// A bounce whose mapping is still to come.
    public PendingBounce pendingBounce() {
        return pendingBounce;
    }

    /// The operation whose call stack may come next, or [#NOBODY].
    public long stackOwner() {
        return stackOwner;
    }

    /// An operation was made into a row: its call stack, if it was recorded, is the next event of this context.
    public void expectStackOf(long eventId) {
        stackOwner = eventId;
    }

    /// Takes the operation a stack is of, or [#NOBODY]. It has no other.
    public long takeStackOwner() {
        long owner = stackOwner;
        stackOwner = NOBODY;
        return owner;
    }

    int lastCpu() {
        return lastCpu;
    }

    void runsOn(int cpu) {
        lastCpu = cpu;
    }

    void interrupts(int interruptedPid, int interruptedCommTextId) {
        pid = interruptedPid;
        commTextId = interruptedCommTextId;
    }

    boolean isIdle() {
        return depth == 0;
    }

    /// Enters a function. The same function may be further down: posting a buffer maps it, and behind a virtio-iommu
    /// mapping posts a buffer.
    ///
    /// @return the frame, or null when another probe on the same function has seen this very entry already
    public @Nullable OperationFrame enter(TracedFunction function, int probeId, long entryNs) {
        if (depth > 0 && frame(depth - 1).function() == function) {
            if (frame(depth - 1).entryProbeId() != probeId) {
                return null;
            }
            depth--; // no function calls itself directly: the earlier return was missed
        }
        if (depth == MOST_FRAMES) {
            depth = 0; // far deeper than any real nesting: returns are being missed
        }
        OperationFrame below = depth > 0 ? frame(depth - 1) : null;
        OperationFrame frame = frame(depth);
        frame.enter(function, probeId, below != null && below.kind() == function.kind() ? below.root() : null, entryNs);
        depth++;
        return frame;
    }

    /// Leaves a function. The frame stays readable until the next entry; frames above it are dropped, their returns
    /// were missed.
    ///
    /// @return the frame, or null when its entry was not seen
    public @Nullable OperationFrame leave(TracedFunction function) {
        for (int i = depth - 1; i >= 0; i--) {
            if (frame(i).function() == function) {
                depth = i;
                return frame(i);
            }
        }
        return null;
    }

    /// The open DMA operation that events happen inside, or null.
    public @Nullable OperationFrame dmaOperation() {
        for (int i = depth - 1; i >= 0; i--) {
            OperationFrame frame = frame(i);
            if (frame.kind().isDma()) {
                return frame.root();
            }
        }
        return null;
    }

    /// The open DMA operation if it is of that kind, or null.
    public @Nullable OperationFrame dmaOperation(OperationKind wanted) {
        OperationFrame open = dmaOperation();
        return open != null && open.kind() == wanted ? open : null;
    }

    /// The innermost open operation, or null.
    public @Nullable OperationFrame top() {
        return depth == 0 ? null : frame(depth - 1);
    }

    /// Event number of the virtqueue operation that posts or returns a buffer around this moment, or -1.
    public long enclosingVqEventId() {
        for (int i = depth - 1; i >= 0; i--) {
            OperationFrame frame = frame(i);
            if (frame.kind().movesBuffers() && !frame.isNested()) {
                return frame.eventId();
            }
        }
        return OperationFrame.NO_ROW;
    }

    /// Forgets everything: events of this context are missing.
    void reset() {
        depth = 0;
        looseIommuOps.clear();
        awaitedUnmap.clear();
        awaitedInterrupt.clear();
        pendingBounce.clear();
        stackOwner = NOBODY;
    }

    private OperationFrame frame(int index) {
        OperationFrame frame = stack[index];
        if (frame == null) {
            frame = new OperationFrame();
            stack[index] = frame;
        }
        return frame;
    }
}
