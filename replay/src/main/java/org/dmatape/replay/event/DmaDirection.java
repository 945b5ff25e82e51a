// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// Who may write mapped memory. The constants are the words of column `direction` of table `dma_op`, in the kernel's
/// order; [#UNKNOWN] stands for an event that does not say.
public enum DmaDirection {
    BIDIRECTIONAL,
    TO_DEVICE,
    FROM_DEVICE,
    NONE,
    UNKNOWN
}
