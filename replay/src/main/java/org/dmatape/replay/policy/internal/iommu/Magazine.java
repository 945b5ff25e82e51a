// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal.iommu;

/// A stack of free I/O addresses, each with the time it was freed.
final class Magazine {

    private final long[] frames;
    private final long[] freedNs;
    private int size;

    Magazine(int capacity) {
        frames = new long[capacity];
        freedNs = new long[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == frames.length;
    }

    void push(long frame, long tsNs) {
        frames[size] = frame;
        freedNs[size++] = tsNs;
    }

    /// Takes the address freed last.
    long pop() {
        return frames[--size];
    }

    /// When the address taken last had been freed.
    long poppedFreedNs() {
        return freedNs[size];
    }
}
