// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is known of every DMA address of every device that was ever used, as rows of arrays. Addresses with nothing
/// mapped are forgotten, the longest idle first, when there are too many of them.
final class AddressBook {

    /// No row.
    static final int NONE = -1;

    private static final int FIRST_CAPACITY = 1 << 10;

    private final KeyTable rows = new KeyTable();
    private final int maxIdle;
    private int[] device = new int[FIRST_CAPACITY];
    private long[] dma = new long[FIRST_CAPACITY];
    private long[] lastEvent = new long[FIRST_CAPACITY];
    private long[] firstTsNs = new long[FIRST_CAPACITY];
    private int[] firstCpu = new int[FIRST_CAPACITY];
    private int[] operations = new int[FIRST_CAPACITY];
    private int[] live = new int[FIRST_CAPACITY];
    private int[] liveCount = new int[FIRST_CAPACITY];
    private int[] ended = new int[FIRST_CAPACITY];
    private boolean[] direct = new boolean[FIRST_CAPACITY];
    private boolean[] lateFirstUnmap = new boolean[FIRST_CAPACITY];
    private int[] nextFree = new int[FIRST_CAPACITY];
    private final IdleRows idle = new IdleRows();
    private @Nullable Episode[] episodes = new Episode[FIRST_CAPACITY];
    private int used;
    private int free = NONE;

    AddressBook(int maxIdle) {
        this.maxIdle = maxIdle;
    }

    int find(int ofDevice, long address) {
        return rows.get(ofDevice, address);
    }

    int findOrAdd(int ofDevice, long address) {
        int known = rows.get(ofDevice, address);
        if (known != NONE) {
            return known;
        }
        int row = free;
        if (row == NONE) {
            row = used++;
            if (row == dma.length) {
                grow();
            }
        } else {
            free = nextFree[row];
        }
        device[row] = ofDevice;
        dma[row] = address;
        lastEvent[row] = NONE;
        operations[row] = 0;
        live[row] = NONE;
        liveCount[row] = 0;
        ended[row] = NONE;
        direct[row] = false;
        lateFirstUnmap[row] = false;
        episodes[row] = null;
        rows.put(ofDevice, address, row);
        return row;
    }

    /// Nothing is mapped there any more, or never was.
    void becomesIdle(int row) {
        idle.add(row);
    }

    /// Something is mapped there.
    void becomesBusy(int row) {
        idle.remove(row);
    }

    /// The address to be forgotten next, or [#NONE] while there is room.
    int surplus() {
        return idle.count() > maxIdle ? idle.oldest() : NONE;
    }

    /// Forgets an idle address.
    void forget(int row) {
        becomesBusy(row);
        rows.remove(device[row], dma[row]);
        episodes[row] = null;
        nextFree[row] = free;
        free = row;
        device[row] = NONE;
        live[row] = NONE;
        ended[row] = NONE;
    }

    private void grow() {
        int capacity = dma.length * 2;
        device = Arrays.copyOf(device, capacity);
        dma = Arrays.copyOf(dma, capacity);
        lastEvent = Arrays.copyOf(lastEvent, capacity);
        firstTsNs = Arrays.copyOf(firstTsNs, capacity);
        firstCpu = Arrays.copyOf(firstCpu, capacity);
        operations = Arrays.copyOf(operations, capacity);
        live = Arrays.copyOf(live, capacity);
        liveCount = Arrays.copyOf(liveCount, capacity);
        ended = Arrays.copyOf(ended, capacity);
        direct = Arrays.copyOf(direct, capacity);
        lateFirstUnmap = Arrays.copyOf(lateFirstUnmap, capacity);
        nextFree = Arrays.copyOf(nextFree, capacity);
        episodes = Arrays.copyOf(episodes, capacity);
    }

    /// Notes an operation there. The first unmap may be the late one of a mapping older than the recording, when
    /// another CPU writes it right behind the first map.
    void note(int row, long event, boolean opens, int cpu, long tsNs, long lateNs) {
        lastEvent[row] = event;
        operations[row]++;
        if (operations[row] == 1 && opens) {
            firstCpu[row] = cpu;
            firstTsNs[row] = tsNs;
            lateFirstUnmap[row] = true;
        } else if (operations[row] == 2) {
            lateFirstUnmap[row] =
                    lateFirstUnmap[row] && !opens && cpu != firstCpu[row] && tsNs - firstTsNs[row] < lateNs;
        } else {
            lateFirstUnmap[row] = false;
        }
    }

    /// Whether exactly a map and a late unmap were seen there.
    boolean lateFirstUnmap(int row) {
        return lateFirstUnmap[row] && operations[row] == 2;
    }

    int rowCount() {
        return used;
    }

    /// The event of the latest operation there, or [#NONE].
    long lastEvent(int row) {
        return lastEvent[row];
    }

    /// The mapping that is alone there, or [#NONE].
    int live(int row) {
        return live[row];
    }

    void live(int row, int mapping) {
        live[row] = mapping;
    }

    int liveCount(int row) {
        return liveCount[row];
    }

    void liveCount(int row, int count) {
        liveCount[row] = count;
    }

    /// The mapping that ended there last, with older ones chained to it, or [#NONE].
    int ended(int row) {
        return ended[row];
    }

    void ended(int row, int mapping) {
        ended[row] = mapping;
    }

    /// Whether the address is that of the memory itself, so that it may be mapped many times at once.
    boolean direct(int row) {
        return direct[row];
    }

    void markDirect(int row) {
        direct[row] = true;
    }

    @Nullable
    Episode episode(int row) {
        return episodes[row];
    }

    void episode(int row, @Nullable Episode episode) {
        episodes[row] = episode;
    }
}
