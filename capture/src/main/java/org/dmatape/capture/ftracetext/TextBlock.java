// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.recording.EventBlock;

/// Records made from lines, of all CPUs in the order of the text. One block serves a whole stream.
final class TextBlock implements EventBlock {

    private static final int MOST_EVENTS = 1 << 13;
    private static final long MEMORY_BYTES = 1L << 20;

    private final MemorySegment memory;
    private final long[] tsNs = new long[MOST_EVENTS];
    private final long[] recordOffset = new long[MOST_EVENTS];
    private final int[] recordLength = new int[MOST_EVENTS];
    private final int[] cpus = new int[MOST_EVENTS];
    private final List<Loss> losses = new ArrayList<>();
    private int count;
    private long usedBytes;

    private record Loss(int beforeIndex, int cpu, long events) {}

    TextBlock(Arena arena) {
        this.memory = arena.allocate(MEMORY_BYTES, Long.BYTES);
    }

    void clear() {
        count = 0;
        usedBytes = 0;
        losses.clear();
    }

    /// Whether there is room for one more event, of any size, with its call stack, and for one more loss.
    boolean hasRoom() {
        return count + 1 < MOST_EVENTS
                && losses.size() < MOST_EVENTS
                && usedBytes + RecordEncoder.LONGEST_RECORD_BYTES + StackLines.LONGEST_RECORD_BYTES <= MEMORY_BYTES;
    }

    boolean isEmpty() {
        return count == 0 && losses.isEmpty();
    }

    /// Where the next record goes.
    long end() {
        return usedBytes;
    }

    /// The record at the end is an event.
    void add(int cpu, long eventTsNs, int lengthBytes) {
        tsNs[count] = eventTsNs;
        recordOffset[count] = usedBytes;
        recordLength[count] = lengthBytes;
        cpus[count] = cpu;
        count++;
        usedBytes += ((long) lengthBytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }

    /// Events are missing before the next one.
    void addLoss(int cpu, long events) {
        losses.add(new Loss(count, cpu, events));
    }

    @Override
    public MemorySegment memory() {
        return memory;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long tsNs(int index) {
        return tsNs[index];
    }

    @Override
    public int cpu(int index) {
        return cpus[index];
    }

    @Override
    public long recordOffset(int index) {
        return recordOffset[index];
    }

    @Override
    public int recordLength(int index) {
        return recordLength[index];
    }

    @Override
    public int lossCount() {
        return losses.size();
    }

    @Override
    public int lossBeforeIndex(int loss) {
        return losses.get(loss).beforeIndex();
    }

    @Override
    public long lossEvents(int loss) {
        return losses.get(loss).events();
    }

    @Override
    public int lossCpu(int loss) {
        return losses.get(loss).cpu();
    }

    @Override
    public void release() {}
}
