// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.format.write.TextPool;

/// The devices that events named, in the order of first mention.
public final class SeenDevices {

    private static final int MOST_DEVICES = 1 << 16;

    private final TextPool texts;
    private final BitSet known = new BitSet();
    private final List<String> names = new ArrayList<>();
    private final BitSet knownVirtio = new BitSet();
    private final Map<String, String> virtioDevices = new LinkedHashMap<>();

    /// Devices as numbers of that pool.
    public SeenDevices(TextPool texts) {
        this.texts = texts;
    }

    /// Notes a device; a negative number is none.
    ///
    /// @return whether it will be among the names: there is a bound on how many are kept
    public boolean see(int deviceTextId) {
        if (deviceTextId < 0) {
            return false;
        }
        if (!known.get(deviceTextId) && names.size() < MOST_DEVICES) {
            known.set(deviceTextId);
            names.add(texts.textOf(deviceTextId));
        }
        return known.get(deviceTextId);
    }

    /// An event on a virtqueue named the virtio device and the device whose DMA that does.
    public void seeVirtio(int virtioTextId, int deviceTextId) {
        if (virtioTextId < 0 || deviceTextId < 0 || knownVirtio.get(virtioTextId)) {
            return;
        }
        if (virtioDevices.size() < MOST_DEVICES) {
            knownVirtio.set(virtioTextId);
            virtioDevices.put(texts.textOf(virtioTextId), texts.textOf(deviceTextId));
        }
    }

    /// The DMA device of each virtio device, as far as events said so.
    public Map<String, String> virtioDevices() {
        return Map.copyOf(virtioDevices);
    }

    /// Their names.
    public List<String> names() {
        return List.copyOf(names);
    }
}
