// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.model.Divergence;
import org.dmatape.replay.model.DivergenceListener;
import org.dmatape.replay.model.Rule;
import org.dmatape.replay.model.internal.mapping.DeviceTraits;
import org.dmatape.replay.model.internal.mapping.DivergenceText;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.table.PageIndex;
import org.jspecify.annotations.Nullable;

/// Counts mappings that were live in a page together with one of another direction, which is what an IOMMU cannot keep
/// apart. A mapping that shares bytes, and not only a page, is another matter and not counted; those it met are.
public final class SharedPages {

    private static final DmaDirection[] DIRECTIONS = DmaDirection.values();
    private static final int KINDS = DIRECTIONS.length;
    private static final long PAGE_BYTES = 1L << PageIndex.PAGE_BITS;

    /// What one device's pages came to, by pair of directions.
    private static final class Total {
        private final long[] mappings = new long[KINDS * KINDS];
        private final long[] bytes = new long[KINDS * KINDS];
        private final long[] firstMap = new long[KINDS * KINDS];
        private final @Nullable First[] first = new First[KINDS * KINDS];

        private Total() {
            Arrays.fill(firstMap, Long.MAX_VALUE);
        }
    }

    /// Where the first mapping of a total lies.
    private record First(long tsNs, int cpu, long dmaAddress, OptionalLong physAddress) {}

    private final Mappings mappings;
    private final PageIndex index;
    private final List<Total> totals = new ArrayList<>();
    /// By node and direction: how many mappings of that direction the node's mapping met in the node's page.
    private int[] met = new int[0];

    SharedPages(Mappings mappings, PageIndex index) {
        this.mappings = mappings;
        this.index = index;
    }

    /// A node was added to its page.
    void begins(int node) {
        int needed = (node + 1) * KINDS;
        if (met.length < needed) {
            met = Arrays.copyOf(met, Math.max(needed, index.nodes() * 2 * KINDS));
        }
        Arrays.fill(met, node * KINDS, needed, 0);
    }

    /// Two mappings are live in one page, with different bytes and different directions.
    void meet(int node, int otherNode) {
        int direction = mappings.direction(index.mapping(node)).ordinal();
        int otherDirection = mappings.direction(index.mapping(otherNode)).ordinal();
        met[node * KINDS + otherDirection]++;
        met[otherNode * KINDS + direction]++;
    }

    /// A mapping ends, or the tape does.
    void ends(int head) {
        if (mappings.overlaps(head)) {
            return;
        }
        for (int other = 0; other < KINDS; other++) {
            long bytes = bytesBeside(head, other);
            if (bytes > 0) {
                add(head, other, bytes);
            }
        }
    }

    private long bytesBeside(int head, int otherDirection) {
        long bytes = 0;
        for (int segment = head; segment != Mappings.NONE; segment = mappings.nextSegment(segment)) {
            for (int node = index.firstOfMapping(segment); node != PageIndex.NONE; node = index.nextOfMapping(node)) {
                if (met[node * KINDS + otherDirection] > 0) {
                    bytes += bytesInPage(segment, index.page(node));
                }
            }
        }
        return bytes;
    }

    private long bytesInPage(int segment, long page) {
        long begin = Math.max(mappings.physAddress(segment), page * PAGE_BYTES);
        long end = Math.min(mappings.physAddress(segment) + mappings.size(segment), (page + 1) * PAGE_BYTES);
        return end - begin;
    }

    private void add(int head, int otherDirection, long bytes) {
        while (totals.size() <= mappings.device(head)) {
            totals.add(new Total());
        }
        Total total = totals.get(mappings.device(head));
        int direction = mappings.direction(head).ordinal();
        int pair = Math.min(direction, otherDirection) * KINDS + Math.max(direction, otherDirection);
        total.mappings[pair]++;
        total.bytes[pair] += bytes;
        if (mappings.mapId(head) < total.firstMap[pair]) {
            total.firstMap[pair] = mappings.mapId(head);
            total.first[pair] = new First(
                    mappings.tsNs(head),
                    mappings.cpu(head),
                    mappings.dmaAddress(head),
                    OptionalLong.of(mappings.physAddress(head)));
        }
    }

    /// The tape has ended: what it came to, for devices behind an IOMMU.
    public void finish(DeviceTraits traits, DivergenceText text, DivergenceListener listener) {
        for (int device = 0; device < totals.size(); device++) {
            if (traits.of(device).translation() != DeviceTraits.Translation.IOMMU) {
                continue;
            }
            Total total = totals.get(device);
            for (int pair = 0; pair < KINDS * KINDS; pair++) {
                First first = total.first[pair];
                if (first != null) {
                    listener.diverged(divergence(text.device(device), total, pair, first));
                }
            }
        }
    }

    private static Divergence divergence(Optional<String> device, Total total, int pair, First first) {
        String one = DivergenceText.word(DIRECTIONS[pair / KINDS]);
        String two = DivergenceText.word(DIRECTIONS[pair % KINDS]);
        return Divergence.of(Rule.SHARED_PAGE)
                .kind(one + "+" + two)
                .device(device)
                .at(first.tsNs(), first.cpu())
                .dmaAddress(first.dmaAddress())
                .physAddress(first.physAddress())
                .sizeBytes(total.bytes[pair])
                .count(total.mappings[pair])
                .held("an IOMMU that protects whole pages")
                .recorded(total.mappings[pair] + " mappings " + one + " and " + two
                        + " were live in one page with the other")
                .events(List.of(total.firstMap[pair]))
                .build();
    }
}
