// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.mapping;

import java.util.Arrays;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.model.internal.table.IdleRows;
import org.dmatape.replay.model.internal.table.KeyTable;
import org.jspecify.annotations.Nullable;

/// What is known of every DMA address of every device that was ever used, as rows of arrays. Addresses with nothing
/// mapped are forgotten, the longest idle first, when there are too many of them.
public final class AddressBook {

    /// No row.
    public static final int NONE = -1;

    /// An unmap written this much after a map by another CPU may belong to an earlier mapping.
    private static final long LATE_NS = 1_000_000;

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

    /// @param maxIdle of how many addresses without a live mapping something is remembered
    public AddressBook(int maxIdle) {
        this.maxIdle = maxIdle;
    }

    int find(int ofDevice, long address) {
        return rows.get(ofDevice, address);
    }

    /// The row of a device's address; a new one where there is none.
    public int findOrAdd(int ofDevice, long address) {
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
    public void becomesIdle(int row) {
        idle.add(row);
    }

    /// Something is mapped there.
    public void becomesBusy(int row) {
        idle.remove(row);
    }

    /// The address to be forgotten next, or [#NONE] while there is room.
    public int surplus() {
        return idle.count() > maxIdle ? idle.oldest() : NONE;
    }

    /// Forgets an idle address.
    public void forget(int row) {
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

    /// Notes a map there.
    public void noteMap(int row, DmaOperation map) {
        lastEvent[row] = map.eventId();
        operations[row]++;
        lateFirstUnmap[row] = operations[row] == 1;
        if (operations[row] == 1) {
            firstCpu[row] = map.cpu();
            firstTsNs[row] = map.tsNs();
        }
    }

    /// Notes an unmap there. The first may be the late one of a mapping older than the recording, when another CPU
    /// writes it right behind the first map.
    public void noteUnmap(int row, Closing unmap) {
        lastEvent[row] = unmap.eventId();
        operations[row]++;
        lateFirstUnmap[row] = operations[row] == 2
                && lateFirstUnmap[row]
                && unmap.cpu() != firstCpu[row]
                && unmap.tsNs() - firstTsNs[row] < LATE_NS;
    }

    /// Whether exactly a map and a late unmap were seen there.
    public boolean lateFirstUnmap(int row) {
        return lateFirstUnmap[row] && operations[row] == 2;
    }

    /// Every row number is below it.
    public int rowCount() {
        return used;
    }

    /// The event of the latest operation there, or [#NONE].
    public long lastEvent(int row) {
        return lastEvent[row];
    }

    /// The mapping that is alone there, or [#NONE].
    public int live(int row) {
        return live[row];
    }

    /// Notes which mapping is alone there, or [#NONE].
    public void live(int row, int mapping) {
        live[row] = mapping;
    }

    /// How many mappings are live there.
    public int liveCount(int row) {
        return liveCount[row];
    }

    /// Notes how many mappings are live there.
    public void liveCount(int row, int count) {
        liveCount[row] = count;
    }

    /// The mapping that ended there last, with older ones chained to it, or [#NONE].
    public int ended(int row) {
        return ended[row];
    }

    /// Notes which mapping ended there last, or [#NONE].
    public void ended(int row, int mapping) {
        ended[row] = mapping;
    }

    /// Whether the address is that of the memory itself, so that it may be mapped many times at once.
    public boolean direct(int row) {
        return direct[row];
    }

    /// Notes that the address is that of the memory itself.
    public void markDirect(int row) {
        direct[row] = true;
    }

    /// The operations there that wait for their partners; null where none do.
    @Nullable
    public Episode episode(int row) {
        return episodes[row];
    }

    /// Notes which operations there wait for their partners; null for none.
    public void episode(int row, @Nullable Episode episode) {
        episodes[row] = episode;
    }
}
