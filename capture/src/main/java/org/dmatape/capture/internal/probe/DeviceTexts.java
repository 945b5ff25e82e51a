// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import java.util.Arrays;
import java.util.BitSet;
import org.dmatape.format.write.TextPool;

/// Tells names of virtio devices (`virtio0`) from names of DMA devices (`0000:00:05.0`), and makes the former from
/// numbers.
public final class DeviceTexts {

    private static final String VIRTIO = "virtio";
    private static final int MOST_NUMBERS = 4096;

    private final TextPool texts;
    private final BitSet looked = new BitSet();
    private final BitSet virtio = new BitSet();
    private int[] byNumber = new int[0];

    /// Looks at texts of that pool.
    public DeviceTexts(TextPool texts) {
        this.texts = texts;
    }

    /// Whether a text is the name of a virtio device.
    public boolean isVirtio(int textId) {
        if (!looked.get(textId)) {
            looked.set(textId);
            virtio.set(textId, texts.textOf(textId).startsWith(VIRTIO));
        }
        return virtio.get(textId);
    }

    /// The name of virtio device `number`, or [VirtqueueDirectory#UNKNOWN] for a number that cannot be one.
    public int ofNumber(long number) {
        if (number < 0 || number >= MOST_NUMBERS) {
            return VirtqueueDirectory.UNKNOWN;
        }
        int index = (int) number;
        if (index >= byNumber.length) {
            int before = byNumber.length;
            byNumber = Arrays.copyOf(byNumber, index + 1);
            Arrays.fill(byNumber, before, byNumber.length, VirtqueueDirectory.UNKNOWN);
        }
        if (byNumber[index] == VirtqueueDirectory.UNKNOWN) {
            byNumber[index] = texts.idOf(VIRTIO + index);
        }
        return byNumber[index];
    }
}
