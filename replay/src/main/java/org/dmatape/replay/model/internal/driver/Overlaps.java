// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.driver;

import java.util.LinkedHashSet;
import java.util.Set;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaDirection;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.mapping.SharedState;
import org.dmatape.replay.model.internal.table.PageIndex;

/// The live mappings over physical memory: which of them share bytes, which share only a page.
public final class Overlaps {

    private static final long MAX_ADDRESS = 1L << 62;
    private static final long MAX_BYTES = 1L << 36;

    /// Above this many pages of a large mapping, looking at every mapping instead is quicker.
    private static final long MANY_PAGES = 1L << 16;

    private final Mappings mappings;
    private final PageIndex index = new PageIndex();
    private final SharedPages sharedPages;
    private final DoubleMaps doubleMaps;
    private final Set<Integer> earlier = new LinkedHashSet<>();

    public Overlaps(SharedState shared) {
        mappings = shared.mappings();
        doubleMaps = new DoubleMaps(shared);
        sharedPages = new SharedPages(shared.mappings(), index);
    }

    /// The pages that mappings share without sharing bytes.
    public SharedPages sharedPages() {
        return sharedPages;
    }

    /// The mappings of bytes that others held.
    DoubleMaps doubleMaps() {
        return doubleMaps;
    }

    /// A mapping begins: it is compared with those that are live.
    void begins(int head) {
        if (!isCompared(head)) {
            return;
        }
        for (int segment = head; segment != Mappings.NONE; segment = mappings.nextSegment(segment)) {
            if (hasExtent(segment)) {
                index.add(segment, mappings.device(segment), mappings.physAddress(segment), mappings.size(segment));
                compareWithLarge(segment);
                if (PageIndex.isLarge(mappings.physAddress(segment), mappings.size(segment))) {
                    compareLargeWithSmall(segment);
                } else {
                    compareByPage(segment);
                }
            }
        }
        if (!earlier.isEmpty()) {
            doubleMaps.add(head, earlier);
            earlier.clear();
        }
    }

    /// A mapping ends.
    void ends(int head) {
        if (!isCompared(head)) {
            return;
        }
        sharedPages.ends(head);
        for (int segment = head; segment != Mappings.NONE; segment = mappings.nextSegment(segment)) {
            index.remove(segment);
        }
    }

    private boolean isCompared(int head) {
        DmaApi api = mappings.api(head);
        return (api == DmaApi.SINGLE || api == DmaApi.SG) && !mappings.isMerged(head) && !mappings.mayEndUnseen(head);
    }

    private boolean hasExtent(int segment) {
        return mappings.hasPhysAddress(segment)
                && mappings.physAddress(segment) >= 0
                && mappings.physAddress(segment) < MAX_ADDRESS
                && mappings.hasSize(segment)
                && mappings.size(segment) >= 1
                && mappings.size(segment) <= MAX_BYTES;
    }

    private void compareByPage(int segment) {
        int head = mappings.head(segment);
        for (int node = index.firstOfMapping(segment); node != PageIndex.NONE; node = index.nextOfMapping(node)) {
            sharedPages.begins(node);
            for (int other = index.nextOfPage(node); other != PageIndex.NONE; other = index.nextOfPage(other)) {
                int row = index.mapping(other);
                if (mappings.head(row) != head) {
                    compare(segment, node, row, other);
                }
            }
        }
    }

    private void compare(int segment, int node, int row, int otherNode) {
        if (overlap(segment, row)) {
            if (eitherWritable(segment, row)) {
                share(segment, row);
            }
        } else if (mappings.direction(segment) != mappings.direction(row) && isKnown(segment) && isKnown(row)) {
            sharedPages.meet(node, otherNode);
        }
    }

    private boolean isKnown(int row) {
        return mappings.direction(row) != DmaDirection.UNKNOWN;
    }

    private void compareWithLarge(int segment) {
        for (int i = 0; i < index.largeCount(); i++) {
            int row = index.large(i);
            if (mappings.head(row) != mappings.head(segment)
                    && mappings.device(row) == mappings.device(segment)
                    && overlap(segment, row)
                    && eitherWritable(segment, row)) {
                share(segment, row);
            }
        }
    }

    private void compareLargeWithSmall(int segment) {
        long firstPage = mappings.physAddress(segment) >>> PageIndex.PAGE_BITS;
        long lastPage = (mappings.physAddress(segment) + mappings.size(segment) - 1) >>> PageIndex.PAGE_BITS;
        if (lastPage - firstPage > MANY_PAGES) {
            for (int row = 0; row < mappings.rows(); row++) {
                if (index.firstOfMapping(row) != PageIndex.NONE && mappings.device(row) == mappings.device(segment)) {
                    shareIfOverlapping(segment, row);
                }
            }
            return;
        }
        for (long page = firstPage; page <= lastPage; page++) {
            int node = index.firstOfPage(mappings.device(segment), page);
            for (; node != PageIndex.NONE; node = index.nextOfPage(node)) {
                shareIfOverlapping(segment, index.mapping(node));
            }
        }
    }

    private void shareIfOverlapping(int segment, int row) {
        if (mappings.head(row) != mappings.head(segment) && overlap(segment, row) && eitherWritable(segment, row)) {
            share(segment, row);
        }
    }

    private boolean overlap(int one, int two) {
        long oneFirst = mappings.physAddress(one);
        long twoFirst = mappings.physAddress(two);
        return oneFirst < twoFirst + mappings.size(two) && twoFirst < oneFirst + mappings.size(one);
    }

    private boolean eitherWritable(int one, int two) {
        return mappings.direction(one) != DmaDirection.TO_DEVICE || mappings.direction(two) != DmaDirection.TO_DEVICE;
    }

    private void share(int segment, int row) {
        mappings.markOverlapping(segment);
        mappings.markOverlapping(row);
        int head = mappings.head(row);
        boolean ordered = ((mappings.attributes(segment) | mappings.attributes(head)) & Mappings.SKIP_CPU_SYNC) != 0;
        if (!ordered && !arePostedTogether(mappings.head(segment), head)) {
            earlier.add(head);
        }
    }

    /// Whether both were made for the same buffer of a virtqueue: what reads and writes the same bytes there, means to.
    private boolean arePostedTogether(int one, int two) {
        return mappings.inVirtqueue(one)
                && mappings.inVirtqueue(two)
                && mappings.virtqueueEvent(one) == mappings.virtqueueEvent(two);
    }
}
