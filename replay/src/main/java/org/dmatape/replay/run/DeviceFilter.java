// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dmatape.replay.facts.KnownDevice;
import org.dmatape.replay.facts.TapeFacts;

/// Whose operations are asked about. A DMA device and the virtio devices on it are one thing to whoever names either.
public final class DeviceFilter {

    private final Set<String> names = new HashSet<>();

    /// @param device the name asked for; everything without one
    public DeviceFilter(Optional<String> device, TapeFacts facts) {
        device.ifPresent(name -> {
            names.add(name);
            for (KnownDevice known : facts.devices()) {
                if (known.device().equals(name) || known.virtioDevice().equals(device)) {
                    names.add(known.device());
                    known.virtioDevice().ifPresent(names::add);
                }
            }
        });
    }

    boolean allows(Optional<String> device) {
        return names.isEmpty() || device.filter(names::contains).isPresent();
    }

    /// Whether a device of this name is.
    public boolean allows(String device) {
        return names.isEmpty() || names.contains(device);
    }

    boolean isOpen() {
        return names.isEmpty();
    }
}
