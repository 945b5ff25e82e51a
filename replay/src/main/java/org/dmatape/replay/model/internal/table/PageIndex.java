// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.table;

import java.util.Arrays;

/// An interval map of mappings: for every page, which of them reach into it. A mapping has a node per page; the nodes
/// of a page are a chain, newest first, and so are those of a mapping. Few large mappings, which would have very many
/// pages, are kept in a list of their own.
public final class PageIndex {

    /// No node.
    public static final int NONE = FirstNodes.NONE;

    /// In place of a first node: the mapping is in the list of large ones.
    private static final int IS_LARGE = -2;

    /// Bits of an address within a page.
    public static final int PAGE_BITS = 12;

    /// From here on a mapping is large.
    public static final long LARGE_BYTES = 1L << 20;

    private static final int FIRST_CAPACITY = 1 << 10;

    private final KeyTable firstOfPage = new KeyTable();
    private int[] mapping = new int[FIRST_CAPACITY];
    private int[] space = new int[FIRST_CAPACITY];
    private long[] page = new long[FIRST_CAPACITY];
    private int[] before = new int[FIRST_CAPACITY];
    private int[] after = new int[FIRST_CAPACITY];
    private int[] nextOfMapping = new int[FIRST_CAPACITY];
    private final FirstNodes firstOfMapping = new FirstNodes();
    private int used;
    private int free = NONE;

    private int[] large = new int[16];
    private int largeCount;

    /// Whether an extent is large.
    public static boolean isLarge(long first, long size) {
        long last = first + size - 1;
        return first >>> PAGE_BITS != last >>> PAGE_BITS && size - 1 >= LARGE_BYTES;
    }

    /// Adds a mapping to the pages of its extent.
    public void add(int row, int inSpace, long first, long size) {
        if (isLarge(first, size)) {
            if (largeCount == large.length) {
                large = Arrays.copyOf(large, largeCount * 2);
            }
            large[largeCount++] = row;
            firstOfMapping.set(row, IS_LARGE);
            return;
        }
        long lastPage = (first + size - 1) >>> PAGE_BITS;
        for (long number = first >>> PAGE_BITS; number <= lastPage; number++) {
            addNode(row, inSpace, number);
        }
    }

    /// Takes a mapping out of all its pages.
    public void remove(int row) {
        int node = firstOfMapping.get(row);
        if (node == NONE) {
            return;
        }
        firstOfMapping.set(row, NONE);
        if (node == IS_LARGE) {
            removeLarge(row);
            return;
        }
        while (node != NONE) {
            int next = nextOfMapping[node];
            unlink(node);
            nextOfMapping[node] = free;
            free = node;
            node = next;
        }
    }

    private void removeLarge(int row) {
        for (int i = 0; i < largeCount; i++) {
            if (large[i] == row) {
                large[i] = large[--largeCount];
                return;
            }
        }
    }

    private void addNode(int row, int inSpace, long number) {
        int node = free;
        if (node == NONE) {
            node = used++;
            if (node == mapping.length) {
                grow();
            }
        } else {
            free = nextOfMapping[node];
        }
        int next = firstOfPage.get(inSpace, number);
        mapping[node] = row;
        space[node] = inSpace;
        page[node] = number;
        before[node] = NONE;
        after[node] = next;
        if (next != NONE) {
            before[next] = node;
        }
        nextOfMapping[node] = firstOfMapping.get(row);
        firstOfMapping.set(row, node);
        firstOfPage.put(inSpace, number, node);
    }

    private void unlink(int node) {
        int next = after[node];
        if (next != NONE) {
            before[next] = before[node];
        }
        if (before[node] != NONE) {
            after[before[node]] = next;
        } else if (next == NONE) {
            firstOfPage.remove(space[node], page[node]);
        } else {
            firstOfPage.put(space[node], page[node], next);
        }
    }

    private void grow() {
        int capacity = mapping.length * 2;
        mapping = Arrays.copyOf(mapping, capacity);
        space = Arrays.copyOf(space, capacity);
        page = Arrays.copyOf(page, capacity);
        before = Arrays.copyOf(before, capacity);
        after = Arrays.copyOf(after, capacity);
        nextOfMapping = Arrays.copyOf(nextOfMapping, capacity);
    }

    /// Every node number is below it.
    public int nodes() {
        return used;
    }

    /// The newest node of a page.
    public int firstOfPage(int inSpace, long number) {
        return firstOfPage.get(inSpace, number);
    }

    /// The node of the same page that is next older.
    public int nextOfPage(int node) {
        return after[node];
    }

    /// Some node of a mapping; a large one has none.
    public int firstOfMapping(int row) {
        return Math.max(firstOfMapping.get(row), NONE);
    }

    /// Another node of the same mapping.
    public int nextOfMapping(int node) {
        return nextOfMapping[node];
    }

    /// The mapping of a node.
    public int mapping(int node) {
        return mapping[node];
    }

    int space(int node) {
        return space[node];
    }

    /// The page of a node: its address divided by the size of a page.
    public long page(int node) {
        return page[node];
    }

    /// How many large mappings there are.
    public int largeCount() {
        return largeCount;
    }

    /// One of the large mappings.
    public int large(int i) {
        return large[i];
    }
}
