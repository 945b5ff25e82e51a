// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import org.dmatape.replay.event.DmaOp;

/// Calls that an address space refused for one reason.
///
/// @param op what asked for it
/// @param error the kernel's error number
/// @param count how many calls
/// @param eventId of the first
/// @param iova where the first was to be
public record Refusal(DmaOp op, int error, long count, long eventId, long iova) {

    /// The reason, and what it mostly comes from.
    public String reason() {
        return switch (error) {
            case 12 -> "no memory (ENOMEM): more than may be locked, or more than dmatape lends";
            case 14 -> "no such memory (EFAULT)";
            case 16 -> "busy (EBUSY)";
            case 17 -> "mapped already (EEXIST)";
            case 22 -> "not an address this IOMMU takes (EINVAL)";
            case 28 -> "too many mappings (ENOSPC): see dma_entry_limit of module vfio_iommu_type1";
            default -> "error " + error;
        };
    }

    Refusal again() {
        return new Refusal(op, error, count + 1, eventId, iova);
    }
}
