// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ringbuffer;

import java.lang.foreign.MemorySegment;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.EventBlock;

/// A block that is filled, handed out, given back and filled again.
public final class PooledBlock implements EventBlock {

    private static final int GRANULE_BYTES = 1 << 14;
    private static final int LARGEST_BYTES = 1 << 30;

    private final int cpu;
    private final MemoryBudget budget;
    private final BlockReturn returnTo;
    private final WalkedEvents events;
    private MemorySegment memory = MemorySegment.NULL;

    /// Takes blocks back.
    @FunctionalInterface
    public interface BlockReturn {
        /// The block is not used any more.
        void release(PooledBlock block);
    }

    /// An empty block.
    ///
    /// @param cpu CPU whose events it takes
    /// @param returnTo takes it back when it is released
    public PooledBlock(int cpu, MemoryBudget budget, BlockReturn returnTo) {
        this.cpu = cpu;
        this.budget = budget;
        this.returnTo = returnTo;
        this.events = new WalkedEvents(budget);
    }

    /// Memory of at least so many bytes that keeps what is already in it.
    ///
    /// @param origin names the place when the recording asks for more than may be given
    public MemorySegment reserve(long sizeBytes, ByteOrigin origin) {
        if (sizeBytes > memory.byteSize()) {
            if (sizeBytes > LARGEST_BYTES) {
                throw origin.damaged(0, "blocks of at most " + LARGEST_BYTES + " bytes", sizeBytes + " bytes");
            }
            long roundedBytes = (sizeBytes + GRANULE_BYTES - 1) / GRANULE_BYTES * GRANULE_BYTES;
            MemorySegment larger = budget.allocatePages(roundedBytes)
                    .orElseThrow(() -> origin.damaged(
                            0,
                            "pages in use that fit into " + budget.pageLimitBytes() + " bytes of memory together",
                            "one more of " + sizeBytes + " bytes"));
            MemorySegment.copy(memory, 0, larger, 0, memory.byteSize());
            memory = larger;
        }
        return memory;
    }

    /// The events found in this block's memory.
    public WalkedEvents events() {
        return events;
    }

    /// Whether neither events nor losses were found.
    public boolean isEmpty() {
        return events.count() == 0 && events.lossCount() == 0;
    }

    @Override
    public MemorySegment memory() {
        return memory;
    }

    @Override
    public int count() {
        return events.count();
    }

    @Override
    public long tsNs(int index) {
        return events.tsNs(index);
    }

    @Override
    public int cpu(int index) {
        return cpu;
    }

    @Override
    public long recordOffset(int index) {
        return events.recordOffset(index);
    }

    @Override
    public int recordLength(int index) {
        return events.recordLength(index);
    }

    @Override
    public int lossCount() {
        return events.lossCount();
    }

    @Override
    public int lossBeforeIndex(int loss) {
        return events.lossBeforeIndex(loss);
    }

    @Override
    public long lossEvents(int loss) {
        return events.lossEvents(loss);
    }

    @Override
    public int lossCpu(int loss) {
        return cpu;
    }

    @Override
    public void release() {
        returnTo.release(this);
    }
}
