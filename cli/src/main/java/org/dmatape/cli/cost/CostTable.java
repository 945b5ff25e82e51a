// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.cost;

import java.util.Locale;

/// The tables of the cost report.
public enum CostTable {
    /// Per kind of mapping operation.
    OPERATIONS,
    /// Per request of a virtqueue.
    REQUESTS,
    /// In the columns of the kernel's dma_map_benchmark.
    BENCHMARK;

    /// The canned query behind it.
    String query() {
        return "cost-" + this;
    }

    /// The name the user types.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
