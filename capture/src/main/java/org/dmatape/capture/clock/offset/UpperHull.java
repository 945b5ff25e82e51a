// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.offset;

import java.util.Arrays;

/// The upper convex hull of points that are added from left to right: all that matters of them for lines above them.
final class UpperHull {

    private static final int FIRST_CAPACITY = 16;

    private double[] xs = new double[FIRST_CAPACITY];
    private double[] ys = new double[FIRST_CAPACITY];
    private int size;

    /// Adds a point, not left of the one before.
    void add(double x, double y) {
        while (size >= 2 && !turnsDown(size - 2, size - 1, x, y)) {
            size--;
        }
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size] = y;
        size++;
    }

    private boolean turnsDown(int first, int second, double x, double y) {
        return (xs[second] - xs[first]) * (y - ys[first]) < (ys[second] - ys[first]) * (x - xs[first]);
    }

    UpperHull copy() {
        UpperHull copy = new UpperHull();
        copy.xs = xs.clone();
        copy.ys = ys.clone();
        copy.size = size;
        return copy;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Where the lowest line of that slope above all points meets the y axis; minus infinity when there is no point.
    double lowestIntercept(double slope) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            highest = Math.max(highest, ys[i] - slope * xs[i]);
        }
        return highest;
    }
}
