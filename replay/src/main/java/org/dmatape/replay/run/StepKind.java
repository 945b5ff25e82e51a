// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.Locale;

/// The kinds of steps, one for each table of a tape that holds events.
public enum StepKind {
    DMA("dma_op"),
    QUEUE("vq_op"),
    IOMMU("iommu_op"),
    BOUNCE("bounce"),
    ACCESS("device_access"),
    DEVICE_QUEUE("device_vq_op"),
    FAULT("iommu_fault");

    private final String table;

    StepKind(String table) {
        this.table = table;
    }

    /// The name as the command line writes it.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The table whose events are such steps.
    public String table() {
        return table;
    }
}
