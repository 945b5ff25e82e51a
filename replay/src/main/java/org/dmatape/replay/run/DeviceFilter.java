// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.dmatape.replay.event.KnownDevice;
import org.dmatape.replay.event.TapeFacts;

/// Whose steps are shown. A DMA device and the virtio devices on it are one thing to whoever names either.
final class DeviceFilter {

    private final Set<String> names = new HashSet<>();

    /// @param device the name asked for; everything without one
    DeviceFilter(Optional<String> device, TapeFacts facts) {
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

    boolean allows(String device) {
        return names.isEmpty() || names.contains(device);
    }

    boolean isOpen() {
        return names.isEmpty();
    }
}
