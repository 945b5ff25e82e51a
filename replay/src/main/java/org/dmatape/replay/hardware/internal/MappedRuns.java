// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dmatape.replay.hardware.AddressSpace;
import org.dmatape.replay.hardware.Permission;

/// What of an address space recorded buffers have mapped. A page is mapped once, however many buffers lie in it: where
/// addresses are physical two buffers may share one. It stays until all buffers of its run are gone, for VFIO removes
/// what one call has mapped only as a whole.
public final class MappedRuns {

    private final AddressSpace space;
    private final TreeMap<Long, PageRun> byIova = new TreeMap<>(Long::compareUnsigned);
    private final Map<Integer, Held> byBuffer = new HashMap<>();
    private long largestRangeBytes;

    private record Held(List<PageRun> runs, long pages) {}

    /// Nothing is mapped yet.
    public MappedRuns(AddressSpace space) {
        this.space = space;
    }

    /// Maps those pages of a buffer that are not mapped.
    ///
    /// @param buffer its number, until it is unmapped
    /// @param ranges bytes of the buffer
    /// @return how many pages it touches
    public long map(int buffer, List<ByteRange> ranges, Permission permission, CallTimes times) {
        List<PageRun> runs = new ArrayList<>();
        long pages = 0;
        for (ByteRange range : wholePages(ranges)) {
            mapRange(range, permission, runs, times);
            pages += range.sizeBytes() / space.pageBytes();
            largestRangeBytes = Math.max(largestRangeBytes, range.sizeBytes());
        }
        if (!runs.isEmpty()) {
            byBuffer.put(buffer, new Held(runs, pages));
        }
        return pages;
    }

    /// Unmaps those pages of a buffer that no other buffer lies in.
    ///
    /// @return how many pages it touches
    public long unmap(int buffer, CallTimes times) {
        Held held = byBuffer.remove(buffer);
        if (held == null) {
            return 0;
        }
        for (PageRun run : held.runs) {
            if (run.leave()) {
                byIova.remove(run.iova());
                long begunNs = System.nanoTime();
                int error = space.unmap(run.iova(), run.sizeBytes());
                times.called(run.iova(), error, System.nanoTime() - begunNs);
            }
        }
        return held.pages;
    }

    /// Bytes of the largest range of pages that was to be mapped.
    public long largestRangeBytes() {
        return largestRangeBytes;
    }

    /// Whether anything of a buffer is mapped: not where all of it was refused.
    public boolean holds(int buffer) {
        return byBuffer.containsKey(buffer);
    }

    /// Buffers that are mapped.
    public int buffers() {
        return byBuffer.size();
    }

    /// Whole pages, in the order of the buffer; neighbours are one.
    private List<ByteRange> wholePages(List<ByteRange> ranges) {
        List<ByteRange> whole = new ArrayList<>();
        for (ByteRange range : ranges) {
            ByteRange pages = range.wholePages(space.pageBytes());
            if (!whole.isEmpty() && whole.getLast().meets(pages)) {
                whole.set(whole.size() - 1, whole.getLast().with(pages));
            } else {
                whole.add(pages);
            }
        }
        return whole;
    }

    private void mapRange(ByteRange range, Permission permission, List<PageRun> held, CallTimes times) {
        long next = range.first();
        for (PageRun run : met(range)) {
            run.join();
            held.add(run);
            if (Long.compareUnsigned(next, run.iova()) < 0) {
                mapPages(new ByteRange(next, run.iova() - 1), permission, held, times);
            }
            if (Long.compareUnsigned(run.last(), range.last()) >= 0) {
                return;
            }
            next = run.last() + 1;
        }
        mapPages(new ByteRange(next, range.last()), permission, held, times);
    }

    /// Runs that overlap a range, from the lowest.
    private List<PageRun> met(ByteRange range) {
        Map.Entry<Long, PageRun> below = byIova.floorEntry(range.first());
        long first = range.first();
        if (below != null && Long.compareUnsigned(below.getValue().last(), first) >= 0) {
            first = below.getKey();
        }
        return List.copyOf(byIova.subMap(first, true, range.last(), true).values());
    }

    private void mapPages(ByteRange pages, Permission permission, List<PageRun> held, CallTimes times) {
        long begunNs = System.nanoTime();
        int error = space.map(pages.first(), pages.sizeBytes(), permission);
        times.called(pages.first(), error, System.nanoTime() - begunNs);
        if (error == AddressSpace.DONE) {
            PageRun run = new PageRun(pages.first(), pages.sizeBytes());
            byIova.put(run.iova(), run);
            held.add(run);
        }
    }
}
