// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmatape.capture.recording.EventBlock;

/// The samples that may still have to change places: perf writes those of one CPU after those of another, and says
/// after every round up to what time nothing more can come. What is sorted is handed out as a block; the rest stays.
final class SampleWindow implements EventBlock {

    private static final int FIRST_EVENTS = 1 << 12;
    private static final long FIRST_BYTES = 1L << 20;
    /// A recording without rounds, or with endless ones, is sorted piece by piece.
    private static final int MOST_EVENTS = 1 << 20;

    private static final long MOST_BYTES = 1L << 27;

    private final Arena arena;
    private MemorySegment memory;
    private long usedBytes;
    private long[] tsNs = new long[FIRST_EVENTS];
    private long[] offsets = new long[FIRST_EVENTS];
    private int[] lengths = new int[FIRST_EVENTS];
    private int[] cpus = new int[FIRST_EVENTS];
    private int[] order = new int[FIRST_EVENTS];
    private int[] scratch = new int[FIRST_EVENTS];
    private final List<Loss> pendingLosses = new ArrayList<>();
    private final List<Loss> losses = new ArrayList<>();
    private int added;
    private int ready;

    private record Loss(long tsNs, int cpu, long events, int beforeIndex) {}

    SampleWindow(Arena arena) {
        this.arena = arena;
        this.memory = PerfFile.allocate(arena, FIRST_BYTES);
    }

    /// Copies a sample's record.
    void add(int cpu, long sampleTsNs, MemorySegment from, long offset, int bytes) {
        reserve(bytes);
        tsNs[added] = sampleTsNs;
        offsets[added] = usedBytes;
        lengths[added] = bytes;
        cpus[added] = cpu;
        MemorySegment.copy(from, offset, memory, usedBytes, bytes);
        usedBytes += ((long) bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        added++;
    }

    /// Events of a CPU are missing before that time.
    void addLoss(int cpu, long lossTsNs, long events) {
        if (pendingLosses.size() < MOST_EVENTS) {
            pendingLosses.add(new Loss(lossTsNs, cpu, events, 0));
        }
    }

    /// Whether it must be emptied before more comes.
    boolean isFull() {
        return added >= MOST_EVENTS || usedBytes >= MOST_BYTES;
    }

    /// Sorts, and hands out what is not later than a time.
    void seal(long lastTsNs) {
        for (int i = 0; i < added; i++) {
            order[i] = i;
        }
        sort();
        ready = 0;
        while (ready < added && tsNs[order[ready]] <= lastTsNs) {
            ready++;
        }
        losses.clear();
        for (Loss loss : pendingLosses) {
            if (loss.tsNs() <= lastTsNs) {
                losses.add(new Loss(loss.tsNs(), loss.cpu(), loss.events(), indexAfter(loss.tsNs())));
            }
        }
        pendingLosses.removeIf(loss -> loss.tsNs() <= lastTsNs);
        losses.sort((a, b) -> Integer.compare(a.beforeIndex(), b.beforeIndex()));
    }

    private int indexAfter(long time) {
        int low = 0;
        int high = ready;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tsNs[order[middle]] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean isEmpty() {
        return ready == 0 && losses.isEmpty();
    }

    /// Drops what was handed out.
    void dropReady() {
        int kept = added - ready;
        int[] rest = Arrays.copyOfRange(order, ready, added);
        Arrays.sort(rest); // in the order of the file, which is that of the memory
        long end = 0;
        for (int i = 0; i < kept; i++) {
            int from = rest[i];
            long offset = offsets[from];
            int bytes = lengths[from];
            MemorySegment.copy(memory, offset, memory, end, bytes);
            tsNs[i] = tsNs[from];
            offsets[i] = end;
            lengths[i] = bytes;
            cpus[i] = cpus[from];
            end += ((long) bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        }
        usedBytes = end;
        added = kept;
        ready = 0;
        losses.clear();
    }

    private void reserve(int bytes) {
        if (added == tsNs.length) {
            int more = 2 * added;
            tsNs = Arrays.copyOf(tsNs, more);
            offsets = Arrays.copyOf(offsets, more);
            lengths = Arrays.copyOf(lengths, more);
            cpus = Arrays.copyOf(cpus, more);
            order = Arrays.copyOf(order, more);
            scratch = Arrays.copyOf(scratch, more);
        }
        if (usedBytes + bytes + Long.BYTES > memory.byteSize()) {
            MemorySegment larger = PerfFile.allocate(arena, 2 * memory.byteSize());
            MemorySegment.copy(memory, 0, larger, 0, usedBytes);
            memory = larger;
        }
    }

    /// Merges neighbouring runs until one is left. Stable, and quick when the samples of each CPU are sorted already.
    private void sort() {
        boolean sorted = false;
        while (!sorted) {
            int out = 0;
            int begin = 0;
            int runs = 0;
            while (begin < added) {
                int middle = runEnd(begin);
                int end = middle < added ? runEnd(middle) : middle;
                merge(begin, middle, end, out);
                out += end - begin;
                begin = end;
                runs++;
            }
            int[] merged = scratch;
            scratch = order;
            order = merged;
            sorted = runs <= 1;
        }
    }

    private int runEnd(int begin) {
        int end = begin + 1;
        while (end < added && tsNs[order[end - 1]] <= tsNs[order[end]]) {
            end++;
        }
        return end;
    }

    private void merge(int begin, int middle, int end, int into) {
        int left = begin;
        int right = middle;
        for (int out = into; out < into + end - begin; out++) {
            boolean takeLeft = left < middle && (right >= end || tsNs[order[left]] <= tsNs[order[right]]);
            scratch[out] = takeLeft ? order[left] : order[right];
            left += takeLeft ? 1 : 0;
            right += takeLeft ? 0 : 1;
        }
    }

    @Override
    public MemorySegment memory() {
        return memory;
    }

    @Override
    public int count() {
        return ready;
    }

    @Override
    public long tsNs(int index) {
        return tsNs[order[index]];
    }

    @Override
    public int cpu(int index) {
        return cpus[order[index]];
    }

    @Override
    public long recordOffset(int index) {
        return offsets[order[index]];
    }

    @Override
    public int recordLength(int index) {
        return lengths[order[index]];
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
