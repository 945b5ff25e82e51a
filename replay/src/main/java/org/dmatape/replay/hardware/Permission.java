// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import org.dmatape.replay.event.DmaDirection;

/// What the device may do with mapped memory.
public enum Permission {
    READ,
    WRITE,
    READ_WRITE;

    /// What a DMA direction permits; everything where it is not known.
    public static Permission of(DmaDirection direction) {
        return switch (direction) {
            case TO_DEVICE -> READ;
            case FROM_DEVICE -> WRITE;
            case BIDIRECTIONAL, NONE, UNKNOWN -> READ_WRITE;
        };
    }

    /// Whether the device may read it.
    public boolean reads() {
        return this != WRITE;
    }

    /// Whether the device may write it.
    public boolean writes() {
        return this != READ;
    }
}
