// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.queue;

import java.util.Arrays;
import org.dmatape.replay.event.VirtqueueOperation;
import org.dmatape.replay.model.internal.table.KeyTable;

/// The buffers handed to devices: those in flight, and the latest of those that came back.
public final class Postings {

    /// No buffer.
    static final int NONE = -1;

    /// What became of a buffer.
    enum State {
        IN_FLIGHT,
        RETURNED,
        DETACHED,
        REPOSTED
    }

    private static final int FIRST_CAPACITY = 1 << 8;
    private static final int REMEMBERED = 1 << 14;
    private static final State[] STATES = State.values();

    private final KeyTable inFlight = new KeyTable();
    private final KeyTable byAdd = new KeyTable();
    private long[] addId = new long[FIRST_CAPACITY];
    private long[] tsNs = new long[FIRST_CAPACITY];
    private long[] token = new long[FIRST_CAPACITY];
    private long[] endId = new long[FIRST_CAPACITY];
    private long[] number = new long[FIRST_CAPACITY];
    private int[] cpu = new int[FIRST_CAPACITY];
    private int[] queue = new int[FIRST_CAPACITY];
    private byte[] state = new byte[FIRST_CAPACITY];
    private int[] segments = new int[FIRST_CAPACITY];
    private boolean[] mappedAny = new boolean[FIRST_CAPACITY];
    private boolean[] added = new boolean[FIRST_CAPACITY];
    private final int[] over = new int[REMEMBERED];
    private int overCount;
    private int used;
    private int free = NONE;

    Postings() {
        Arrays.fill(over, NONE);
    }

    /// A buffer is posted.
    ///
    /// @param ofQueue how many buffers of its queue were posted before
    int add(int toQueue, long ofQueue, VirtqueueOperation add) {
        int row = nextRow();
        addId[row] = add.eventId();
        tsNs[row] = add.tsNs();
        token[row] = add.token();
        number[row] = ofQueue;
        endId[row] = Long.MAX_VALUE;
        cpu[row] = add.cpu();
        queue[row] = toQueue;
        state[row] = (byte) State.IN_FLIGHT.ordinal();
        segments[row] = NONE;
        mappedAny[row] = false;
        added[row] = add.hasResult();
        inFlight.put(toQueue, add.token(), row);
        byAdd.put(0, add.eventId(), row);
        return row;
    }

    private int nextRow() {
        if (free != NONE) {
            int row = free;
            free = queue[row];
            return row;
        }
        if (used == addId.length) {
            int capacity = used * 2;
            addId = Arrays.copyOf(addId, capacity);
            tsNs = Arrays.copyOf(tsNs, capacity);
            token = Arrays.copyOf(token, capacity);
            endId = Arrays.copyOf(endId, capacity);
            number = Arrays.copyOf(number, capacity);
            cpu = Arrays.copyOf(cpu, capacity);
            queue = Arrays.copyOf(queue, capacity);
            state = Arrays.copyOf(state, capacity);
            segments = Arrays.copyOf(segments, capacity);
            mappedAny = Arrays.copyOf(mappedAny, capacity);
            added = Arrays.copyOf(added, capacity);
        }
        return used++;
    }

    /// A buffer is no longer in flight. It is remembered until many others have come back since.
    void end(int row, State how, long event) {
        inFlight.remove(queue[row], token[row]);
        state[row] = (byte) how.ordinal();
        endId[row] = event;
        int place = overCount++ & (REMEMBERED - 1);
        int forgotten = over[place];
        if (forgotten != NONE) {
            byAdd.remove(0, addId[forgotten]);
            queue[forgotten] = free;
            free = forgotten;
        }
        over[place] = row;
    }

    /// The buffer in flight in a queue under a token.
    int inFlight(int inQueue, long underToken) {
        return inFlight.get(inQueue, underToken);
    }

    /// The buffer posted by an add, in flight or remembered.
    int byAdd(long event) {
        return byAdd.get(0, event);
    }

    /// Every row number is below it.
    int rows() {
        return used;
    }

    /// Whether a row is a buffer in flight.
    boolean isInFlight(int row) {
        return STATES[state[row]] == State.IN_FLIGHT;
    }

    State state(int row) {
        return STATES[state[row]];
    }

    /// The event that posted the buffer.
    public long addId(int row) {
        return addId[row];
    }

    /// When it was posted, on the tape's clock.
    public long tsNs(int row) {
        return tsNs[row];
    }

    /// What the driver calls the buffer by.
    public long token(int row) {
        return token[row];
    }

    /// The event that ended its flight.
    long endId(int row) {
        return endId[row];
    }

    int cpu(int row) {
        return cpu[row];
    }

    /// The number of its queue.
    public int queue(int row) {
        return queue[row];
    }

    /// How many buffers of its queue were posted before it.
    long number(int row) {
        return number[row];
    }

    /// The first of its segments that no mapping covers so far.
    int segments(int row) {
        return segments[row];
    }

    void segments(int row, int first) {
        segments[row] = first;
    }

    /// Whether any memory was mapped while it was added.
    boolean mappedAny(int row) {
        return mappedAny[row];
    }

    /// Whether the end of its add was recorded, and so all that was mapped for it.
    boolean isAdded(int row) {
        return added[row];
    }

    void markMapped(int row) {
        mappedAny[row] = true;
    }
}
