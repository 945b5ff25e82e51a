// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// The names that events of one tape refer to by number.
///
/// @param devices DMA devices
/// @param virtioDevices virtio devices
/// @param queues names drivers gave their queues
public record TapeNames(Names devices, Names virtioDevices, Names queues) {

    /// No names yet.
    public TapeNames() {
        this(new Names(), new Names(), new Names());
    }
}
