// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.mapping;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The latest operations at an address that was mapped again while it was mapped. Which unmap ends which map is then
/// not clear at once: the kernel records an unmap after the address is free again, so the unmap of an earlier mapping
/// may stand behind the map of a later one, and an unmap may not have been recorded at all. What is decided is dropped
/// from the front.
public final class Episode {

    /// A partner that is not known.
    public static final int UNDECIDED = -1;

    private static final int FIRST_CAPACITY = 16;

    private final boolean direct;
    private int[] mappings = new int[FIRST_CAPACITY];
    private @Nullable Closing[] closings = new Closing[FIRST_CAPACITY];
    private long[] eventIds = new long[FIRST_CAPACITY];
    private long[] eventsBefore = new long[FIRST_CAPACITY];
    private int[] cpus = new int[FIRST_CAPACITY];
    private boolean[] settled = new boolean[FIRST_CAPACITY];
    private boolean[] repeats = new boolean[FIRST_CAPACITY];
    private int count;

    /// @param direct whether the address may be live many times at once
    public Episode(boolean direct) {
        this.direct = direct;
    }

    /// A map at the address.
    public void addMap(int mapping, long eventId, int cpu) {
        add(mapping, null, eventId, Mappings.NONE, cpu);
    }

    /// @param eventBefore the operation before it at the same address
    /// @param repeated whether a map at this address said the same before
    public void addUnmap(Closing closing, long eventBefore, boolean repeated) {
        add(Mappings.NONE, closing, closing.eventId(), eventBefore, closing.cpu());
        repeats[count - 1] = repeated;
    }

    private void add(int mapping, @Nullable Closing closing, long eventId, long eventBefore, int cpu) {
        if (count == mappings.length) {
            int capacity = count * 2;
            mappings = Arrays.copyOf(mappings, capacity);
            closings = Arrays.copyOf(closings, capacity);
            eventIds = Arrays.copyOf(eventIds, capacity);
            eventsBefore = Arrays.copyOf(eventsBefore, capacity);
            cpus = Arrays.copyOf(cpus, capacity);
            settled = Arrays.copyOf(settled, capacity);
            repeats = Arrays.copyOf(repeats, capacity);
        }
        mappings[count] = mapping;
        closings[count] = closing;
        eventIds[count] = eventId;
        eventsBefore[count] = eventBefore;
        cpus[count] = cpu;
        settled[count] = false;
        repeats[count] = false;
        count++;
    }

    /// Drops the settled operations at the front, as far as their number and order no longer matter.
    public void trim(int keep) {
        int dropped = 0;
        while (dropped < count - keep && settled[dropped]) {
            dropped++;
        }
        if (dropped == 0) {
            return;
        }
        count -= dropped;
        System.arraycopy(mappings, dropped, mappings, 0, count);
        System.arraycopy(closings, dropped, closings, 0, count);
        System.arraycopy(eventIds, dropped, eventIds, 0, count);
        System.arraycopy(eventsBefore, dropped, eventsBefore, 0, count);
        System.arraycopy(cpus, dropped, cpus, 0, count);
        System.arraycopy(settled, dropped, settled, 0, count);
        System.arraycopy(repeats, dropped, repeats, 0, count);
        Arrays.fill(closings, count, count + dropped, null);
    }

    /// Whether the address may be live many times at once.
    public boolean direct() {
        return direct;
    }

    /// How many operations it holds.
    public int count() {
        return count;
    }

    /// Whether operation `i` is a map; else it is an unmap.
    public boolean isMap(int i) {
        return closings[i] == null;
    }

    /// The mapping made by operation i, which is a map.
    public int mapping(int i) {
        return mappings[i];
    }

    /// What operation i, which is an unmap, says.
    public Closing closing(int i) {
        Closing closing = closings[i];
        if (closing == null) {
            throw new IllegalStateException("operation " + i + " is a map");
        }
        return closing;
    }

    /// The event of operation `i`.
    public long eventId(int i) {
        return eventIds[i];
    }

    /// The event before unmap `i` at the same address, or [Mappings#NONE].
    public long eventBefore(int i) {
        return eventsBefore[i];
    }

    /// Whether a map at the address said before what unmap `i` says.
    public boolean repeats(int i) {
        return repeats[i];
    }

    /// The CPU of operation `i`.
    public int cpu(int i) {
        return cpus[i];
    }

    /// Whether it is known what operation i belongs to.
    public boolean settled(int i) {
        return settled[i];
    }

    /// Operation `i` has found its partner, or is known to have none.
    public void settle(int i) {
        settled[i] = true;
    }

    /// Whether two CPUs were at work from one operation to a later one.
    public boolean changesCpu(int from, int to) {
        for (int i = from + 1; i <= to; i++) {
            if (cpus[i] != cpus[i - 1]) {
                return true;
            }
        }
        return false;
    }

    /// The latest map before an operation, or -1.
    public int lastMapBefore(int i) {
        int map = i - 1;
        while (map >= 0 && !isMap(map)) {
            map--;
        }
        return map;
    }
}
