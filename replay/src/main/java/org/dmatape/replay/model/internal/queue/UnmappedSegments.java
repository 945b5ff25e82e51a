// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.event.PostedSegment;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.table.LossSpans;

/// The segments of posted buffers that no mapping made during their add covers. What is left of them when the buffer
/// comes back was handed to the device without a mapping.
final class UnmappedSegments {

    /// No segment.
    static final int NONE = -1;

    private static final int FIRST_CAPACITY = 1 << 8;

    /// A loss this close behind the add may have taken the mapping.
    private static final long EVENTS_OF_AN_ADD = 4096;

    private final Postings postings;
    private final Queues queues;
    private final LossSpans losses;
    private final DivergenceListener listener;
    private int[] next = new int[FIRST_CAPACITY];
    private int[] entryIndex = new int[FIRST_CAPACITY];
    private long[] phys = new long[FIRST_CAPACITY];
    private long[] size = new long[FIRST_CAPACITY];
    private int used;
    private int free = NONE;

    UnmappedSegments(Postings postings, Queues queues, LossSpans losses, DivergenceListener listener) {
        this.postings = postings;
        this.queues = queues;
        this.losses = losses;
        this.listener = listener;
    }

    /// A segment of a buffer is posted.
    void posted(int posting, PostedSegment segment) {
        int node = free;
        if (node == NONE) {
            node = used++;
            if (node == next.length) {
                next = Arrays.copyOf(next, node * 2);
                entryIndex = Arrays.copyOf(entryIndex, node * 2);
                phys = Arrays.copyOf(phys, node * 2);
                size = Arrays.copyOf(size, node * 2);
            }
        } else {
            free = next[node];
        }
        entryIndex[node] = segment.entryIndex();
        phys[node] = segment.physAddress();
        size[node] = segment.size();
        next[node] = postings.segments(posting);
        postings.segments(posting, node);
    }

    /// Memory is mapped while a buffer is added.
    void mapped(int posting, DmaOperation map) {
        for (int entry = 0; entry < map.recorded(); entry++) {
            if (map.hasPhysAddress(entry) && map.hasSize(entry)) {
                postings.markMapped(posting);
                cover(posting, map.physAddress(entry), map.size(entry));
            }
        }
    }

    private void cover(int posting, long first, long bytes) {
        int before = NONE;
        int node = postings.segments(posting);
        while (node != NONE) {
            int after = next[node];
            boolean covered = Long.compareUnsigned(first, phys[node]) <= 0
                    && Long.compareUnsigned(first + bytes, phys[node] + size[node]) >= 0;
            if (covered) {
                if (before == NONE) {
                    postings.segments(posting, after);
                } else {
                    next[before] = after;
                }
                next[node] = free;
                free = node;
            } else {
                before = node;
            }
            node = after;
        }
    }

    /// The buffer came back, or the tape ended.
    void ends(int posting) {
        List<Divergence> found = new ArrayList<>();
        int node = postings.segments(posting);
        postings.segments(posting, NONE);
        while (node != NONE) {
            if (isJudged(posting)) {
                found.addFirst(divergence(posting, node));
            }
            int after = next[node];
            next[node] = free;
            free = node;
            node = after;
        }
        found.forEach(listener::diverged);
    }

    private boolean isJudged(int posting) {
        long add = postings.addId(posting);
        return postings.mappedAny(posting)
                && postings.isAdded(posting)
                && !losses.between(add - 1, add + EVENTS_OF_AN_ADD);
    }

    private Divergence divergence(int posting, int node) {
        Queues.Queue queue = queues.get(postings.queue(posting));
        return Divergence.of(Rule.DESCRIPTOR_UNMAPPED)
                .device(queues.device(queue.virtioDevice()))
                .at(postings.tsNs(posting), postings.cpu(posting))
                .physAddress(OptionalLong.of(phys[node]))
                .sizeBytes(size[node])
                .held("other segments of the buffer, mapped during its add")
                .recorded("%s: segment %d of the buffer added in event %d (%s, %d bytes)"
                        .formatted(
                                queues.words(queue.virtioDevice(), queue.name()),
                                entryIndex[node],
                                postings.addId(posting),
                                DivergenceText.hex(phys[node]),
                                size[node]))
                .events(List.of(postings.addId(posting)))
                .build();
    }
}
