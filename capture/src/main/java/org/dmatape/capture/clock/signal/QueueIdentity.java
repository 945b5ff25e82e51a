// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import java.util.OptionalInt;

/// A queue of the device model, and which of the guest's it is.
///
/// @param vq pointer of the queue in the device model, as [SideSignals] names it
/// @param virtioDevice the guest's virtio device, e.g. `virtio0`
/// @param queueIndex index of the queue in its device, where it is known
public record QueueIdentity(String vq, String virtioDevice, OptionalInt queueIndex) {

    /// How a pointer of the device model is written.
    public static String pointer(long address) {
        return "0x" + Long.toHexString(address);
    }
}
