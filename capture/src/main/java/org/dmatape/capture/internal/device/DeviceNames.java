// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import java.util.Arrays;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.format.write.TextPool;

/// Names of devices by requester id, each of the first segment made once.
final class DeviceNames {

    /// No device.
    static final int NONE = -1;

    private static final int KEPT = 1 << 16;
    private static final int NOT_MADE = -2;
    /// Look-ups of devices of other segments; a log full of nonsense must not fill the text pool.
    private static final int MOST_OTHERS = 1 << 20;

    private final TextPool texts;
    private final SeenDevices seen;
    private int[] textIds = new int[0];
    private int othersMade;

    DeviceNames(TextPool texts, SeenDevices seen) {
        this.texts = texts;
        this.seen = seen;
    }

    /// The name of a device as a number of the text pool; [#NONE] for what is no PCI device.
    int textIdOf(long requesterId) {
        if (requesterId < 0) {
            return NONE;
        }
        if (requesterId >= KEPT) {
            return othersMade++ < MOST_OTHERS ? make(requesterId) : NONE;
        }
        if (textIds.length == 0) {
            textIds = new int[KEPT];
            Arrays.fill(textIds, NOT_MADE);
        }
        int slot = (int) requesterId;
        if (textIds[slot] == NOT_MADE) {
            textIds[slot] = make(requesterId);
        }
        return textIds[slot];
    }

    private int make(long requesterId) {
        int textId = PciAddress.ofRequesterId(requesterId)
                .map(address -> texts.idOf(address.toString()))
                .orElse(NONE);
        return seen.see(textId) ? textId : NONE;
    }
}
