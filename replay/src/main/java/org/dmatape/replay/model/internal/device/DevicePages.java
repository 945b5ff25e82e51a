// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.device;

import java.util.Arrays;
import org.dmatape.replay.model.internal.table.IdleRows;
import org.dmatape.replay.model.internal.table.KeyTable;

/// The pages of the devices' addresses: which ranges reach into each, what the IOMMU was last told to forget there, and
/// how many accesses still wait for their verdict. Pages without any of that are forgotten, the longest idle first.
final class DevicePages {

    /// No page, no node.
    static final int NONE = -1;

    /// No event.
    static final long NEVER = -1;

    private static final int FIRST_CAPACITY = 1 << 8;

    private final DeviceRanges ranges;
    private final KeyTable rows = new KeyTable();
    private final IdleRows idle = new IdleRows();
    private final int maxIdle;
    private int[] device = new int[FIRST_CAPACITY];
    private long[] number = new long[FIRST_CAPACITY];
    private int[] firstNode = new int[FIRST_CAPACITY];
    private int[] live = new int[FIRST_CAPACITY];
    private int[] waiting = new int[FIRST_CAPACITY];
    private long[] firstMapId = new long[FIRST_CAPACITY];
    private long[] lastMapId = new long[FIRST_CAPACITY];
    private long[] invalidatedId = new long[FIRST_CAPACITY];
    private int used;
    private int freePage = NONE;

    private int[] range = new int[FIRST_CAPACITY];
    private int[] next = new int[FIRST_CAPACITY];
    private int usedNodes;
    private int freeNode = NONE;

    /// @param maxIdle pages without anything live that are remembered
    DevicePages(DeviceRanges ranges, int maxIdle) {
        this.ranges = ranges;
        this.maxIdle = maxIdle;
    }

    int find(int ofDevice, long page) {
        return rows.get(ofDevice, page);
    }

    int findOrAdd(int ofDevice, long page) {
        int known = rows.get(ofDevice, page);
        if (known != KeyTable.ABSENT) {
            return known;
        }
        int row = freePage;
        if (row == NONE) {
            row = used++;
            if (row == number.length) {
                growPages();
            }
        } else {
            freePage = firstNode[row];
        }
        device[row] = ofDevice;
        number[row] = page;
        firstNode[row] = NONE;
        live[row] = 0;
        waiting[row] = 0;
        firstMapId[row] = NEVER;
        lastMapId[row] = NEVER;
        invalidatedId[row] = NEVER;
        rows.put(ofDevice, page, row);
        return row;
    }

    /// A range that is live reaches into a page, from an event on.
    void begins(int row, int newRange, long mapEvent) {
        add(row, newRange);
        live[row]++;
        firstMapId[row] = firstMapId[row] == NEVER ? mapEvent : firstMapId[row];
        lastMapId[row] = mapEvent;
        idle.remove(row);
    }

    /// A range that ended before anyone asked reaches into a page.
    void add(int row, int newRange) {
        int node = freeNode;
        if (node == NONE) {
            node = usedNodes++;
            if (node == range.length) {
                range = Arrays.copyOf(range, node * 2);
                next = Arrays.copyOf(next, node * 2);
            }
        } else {
            freeNode = next[node];
        }
        range[node] = newRange;
        next[node] = firstNode[row];
        firstNode[row] = node;
        ranges.hold(newRange);
    }

    /// A range of a page is no longer live.
    void ends(int row) {
        live[row]--;
    }

    /// An access of a page waits for its verdict.
    void waits(int row) {
        waiting[row]++;
        idle.remove(row);
    }

    /// An access of a page has its verdict.
    void decided(int row) {
        waiting[row]--;
        rest(row);
    }

    /// Forgets what is needed no more, should a page be idle and should there be too many such.
    void rest(int row) {
        if (live[row] > 0 || waiting[row] > 0) {
            return;
        }
        idle.add(row);
        while (idle.count() > maxIdle) {
            forget(idle.oldest());
        }
    }

    private void forget(int row) {
        idle.remove(row);
        rows.remove(device[row], number[row]);
        while (firstNode[row] != NONE) {
            remove(row, NONE, firstNode[row]);
        }
        firstNode[row] = freePage;
        freePage = row;
    }

    /// Takes a node out of its page.
    ///
    /// @param before the node in front of it, or [#NONE]
    void remove(int row, int before, int node) {
        if (before == NONE) {
            firstNode[row] = next[node];
        } else {
            next[before] = next[node];
        }
        next[node] = freeNode;
        freeNode = node;
        ranges.release(range[node]);
    }

    private void growPages() {
        int capacity = number.length * 2;
        device = Arrays.copyOf(device, capacity);
        number = Arrays.copyOf(number, capacity);
        firstNode = Arrays.copyOf(firstNode, capacity);
        live = Arrays.copyOf(live, capacity);
        waiting = Arrays.copyOf(waiting, capacity);
        firstMapId = Arrays.copyOf(firstMapId, capacity);
        lastMapId = Arrays.copyOf(lastMapId, capacity);
        invalidatedId = Arrays.copyOf(invalidatedId, capacity);
    }

    /// The newest node of a page.
    int firstNode(int row) {
        return firstNode[row];
    }

    /// The node of the same page that is next older.
    int next(int node) {
        return next[node];
    }

    int range(int node) {
        return range[node];
    }

    boolean isAwaited(int row) {
        return waiting[row] > 0;
    }

    /// Whether something was mapped there before an event, as far as is remembered.
    boolean wasMappedBefore(int row, long event) {
        return firstMapId[row] != NEVER && firstMapId[row] < event;
    }

    /// The latest event that mapped something there.
    long lastMapId(int row) {
        return lastMapId[row];
    }

    /// The latest event that had the IOMMU forget the page.
    long invalidatedId(int row) {
        return invalidatedId[row];
    }

    void invalidated(int row, long event) {
        invalidatedId[row] = event;
    }
}
