// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.dmatape.capture.internal.rows.Vocabulary;

/// Texts of column `reason`, for reasons that come as numbers: `0x06`, as the kernel prints them.
final class FaultReasons {

    /// VIRTIO_IOMMU_FAULT_R_* (include/uapi/linux/virtio_iommu.h).
    private static final List<String> OF_VIRTIO_IOMMU = List.of("unknown", "domain", "mapping");

    private static final int KEPT = 256;
    private static final int NOT_MADE = -1;

    private final Vocabulary words;
    private final int[] textIds = new int[KEPT];
    private final int other;

    FaultReasons(Vocabulary words) {
        this.words = words;
        this.other = words.word("unknown");
        Arrays.fill(textIds, NOT_MADE);
    }

    /// A reason in hexadecimal.
    int ofNumber(long reason) {
        if (reason < 0 || reason >= KEPT) {
            return other;
        }
        int slot = (int) reason;
        if (textIds[slot] == NOT_MADE) {
            textIds[slot] = words.word("0x" + HexFormat.of().toHexDigits((byte) slot));
        }
        return textIds[slot];
    }

    /// A reason of virtio-iommu.
    int ofVirtioIommu(long reason) {
        return reason >= 0 && reason < OF_VIRTIO_IOMMU.size() ? words.word(OF_VIRTIO_IOMMU.get((int) reason)) : other;
    }
}
