// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.kernel;

/// `enum dma_data_direction`.
public final class Direction {

    public static final int BIDIRECTIONAL = 0;
    public static final int TO_DEVICE = 1;
    public static final int FROM_DEVICE = 2;

    private Direction() {}
}
