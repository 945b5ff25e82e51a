// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongConsumer;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.model.internal.mapping.Mappings;
import org.dmatape.replay.model.internal.table.FirstNodes;
import org.dmatape.replay.model.internal.table.KeyTable;

/// Which mapping holds the memory of a buffer that its driver mapped itself, before it was added: of those of its page
/// the latest. Only buffers in flight are kept, each segment in a chain of its mapping and in one of its buffer.
public final class PremappedBuffers {

    private static final int NONE = -1;
    private static final int PAGE_BITS = 12;
    /// No IOMMU translates addresses of more bits; the check leaves them out, too.
    private static final int ADDRESS_BITS = 62;

    private static final long MOST_BYTES = 1L << 20;
    private static final int FIRST_CAPACITY = 1 << 8;

    private final Mappings mappings;
    private final BitSet devices;
    private final KeyTable latestOfPage = new KeyTable();
    private final KeyTable firstOfBuffer = new KeyTable();
    private final FirstNodes firstOfMapping = new FirstNodes();
    private long[] addId = new long[FIRST_CAPACITY];
    private int[] mapping = new int[FIRST_CAPACITY];
    private int[] before = new int[FIRST_CAPACITY];
    private int[] after = new int[FIRST_CAPACITY];
    private int[] nextOfBuffer = new int[FIRST_CAPACITY];
    private int used;
    private int free = NONE;

    /// @param mappings what is mapped
    /// @param devices numbers of the devices that have virtqueues; of others no mapping is remembered
    public PremappedBuffers(Mappings mappings, BitSet devices) {
        this.mappings = mappings;
        this.devices = devices;
    }

    /// A mapping begins.
    public void begins(int row) {
        if (!mayHoldBuffers(row)) {
            return;
        }
        int device = mappings.device(row);
        for (long page = firstPage(row); page <= lastPage(row); page++) {
            latestOfPage.put(device, page, row);
        }
    }

    /// A mapping is needed no more.
    public void forget(int row) {
        if (!mayHoldBuffers(row)) {
            return;
        }
        int device = mappings.device(row);
        for (long page = firstPage(row); page <= lastPage(row); page++) {
            if (latestOfPage.get(device, page) == row) {
                latestOfPage.remove(device, page);
            }
        }
        for (int node = firstOfMapping.get(row); node != NONE; node = after[node]) {
            mapping[node] = NONE;
        }
        firstOfMapping.set(row, NONE);
    }

    /// What is mapped for one buffer, inside its add, is another matter; so are scatterlists and very large mappings.
    private boolean mayHoldBuffers(int row) {
        return devices.get(mappings.device(row))
                && !mappings.inVirtqueue(row)
                && mappings.isHead(row)
                && mappings.api(row) != DmaApi.SG
                && isTranslatable(mappings.dmaAddress(row))
                && mappings.hasSize(row)
                && mappings.size(row) > 0
                && mappings.size(row) <= MOST_BYTES;
    }

    private static boolean isTranslatable(long dmaAddress) {
        return dmaAddress >>> ADDRESS_BITS == 0;
    }

    private long firstPage(int row) {
        return mappings.dmaAddress(row) >>> PAGE_BITS;
    }

    private long lastPage(int row) {
        return (mappings.dmaAddress(row) + mappings.size(row) - 1) >>> PAGE_BITS;
    }

    /// A segment of a buffer is posted under an address of its device.
    void posted(long add, int device, long dmaAddress) {
        if (!isTranslatable(dmaAddress)) {
            return;
        }
        int row = latestOfPage.get(device, dmaAddress >>> PAGE_BITS);
        if (row == KeyTable.ABSENT || !mappings.isLive(row)) {
            return;
        }
        int node = free;
        if (node == NONE) {
            node = used++;
            if (node == addId.length) {
                grow();
            }
        } else {
            free = after[node];
        }
        addId[node] = add;
        mapping[node] = row;
        before[node] = NONE;
        after[node] = firstOfMapping.get(row);
        if (after[node] != NONE) {
            before[after[node]] = node;
        }
        firstOfMapping.set(row, node);
        nextOfBuffer[node] = firstOfBuffer.get(0, add);
        firstOfBuffer.put(0, add, node);
    }

    /// A buffer is no longer with the device.
    void ended(long add) {
        int node = firstOfBuffer.get(0, add);
        if (node == KeyTable.ABSENT) {
            return;
        }
        firstOfBuffer.remove(0, add);
        while (node != NONE) {
            int next = nextOfBuffer[node];
            unlink(node);
            after[node] = free;
            free = node;
            node = next;
        }
    }

    private void unlink(int node) {
        if (mapping[node] == NONE) {
            return;
        }
        if (before[node] == NONE) {
            firstOfMapping.set(mapping[node], after[node]);
        } else {
            after[before[node]] = after[node];
        }
        if (after[node] != NONE) {
            before[after[node]] = before[node];
        }
    }

    /// Calls with the add of every buffer in flight that a mapping holds.
    public void forEachBuffer(int row, LongConsumer action) {
        long last = NONE;
        for (int node = firstOfMapping.get(row); node != NONE; node = after[node]) {
            // segments of one buffer were posted one after the other
            if (addId[node] != last) {
                action.accept(addId[node]);
            }
            last = addId[node];
        }
    }

    private void grow() {
        int capacity = addId.length * 2;
        addId = Arrays.copyOf(addId, capacity);
        mapping = Arrays.copyOf(mapping, capacity);
        before = Arrays.copyOf(before, capacity);
        after = Arrays.copyOf(after, capacity);
        nextOfBuffer = Arrays.copyOf(nextOfBuffer, capacity);
    }
}
