// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.compare;

import java.util.Arrays;

/// Values of one group in one run, each with the block (stretch of the recording) it belongs to. Grows.
final class Sample {

    private static final int FIRST_CAPACITY = 256;

    private double[] values = new double[FIRST_CAPACITY];
    private int[] blocks = new int[FIRST_CAPACITY];
    private int size;
    private int blockCount;

    void add(int block, double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
            blocks = Arrays.copyOf(blocks, size * 2);
        }
        values[size] = value;
        blocks[size] = block;
        blockCount = Math.max(blockCount, block + 1);
        size++;
    }

    int size() {
        return size;
    }

    int blockCount() {
        return blockCount;
    }

    double value(int index) {
        return values[index];
    }

    int block(int index) {
        return blocks[index];
    }
}
