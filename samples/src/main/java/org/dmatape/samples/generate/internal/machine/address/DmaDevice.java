// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

import java.util.Optional;
import org.dmatape.samples.generate.internal.device.PciAddress;
import org.dmatape.samples.generate.internal.event.layout.DeviceName;

/// A device as the DMA API knows it.
public final class DmaDevice {

    /// Its face on the virtio bus.
    ///
    /// @param name e.g. `virtio0`
    /// @param line its line in a `virtio-devices.txt`
    public record VirtioIdentity(DeviceName name, String line) {}

    private final DeviceName name;
    private final PciAddress pci;
    private final AddressAllocator allocator;
    private final Optional<VirtioIdentity> virtio;
    private long unmappings;

    public DmaDevice(DeviceName name, AddressAllocator allocator, Optional<VirtioIdentity> virtio) {
        this.name = name;
        pci = PciAddress.of(name.text());
        this.allocator = allocator;
        this.virtio = virtio;
    }

    /// How events name it.
    public DeviceName name() {
        return name;
    }

    /// The same as the device model knows it.
    public PciAddress pci() {
        return pci;
    }

    /// Which virtio device it is, if it is one.
    public Optional<VirtioIdentity> virtio() {
        return virtio;
    }

    AddressAllocator allocator() {
        return allocator;
    }

    /// Mappings of this device that were ended properly.
    public long unmappings() {
        return unmappings;
    }

    /// One of its mappings was unmapped.
    public void countUnmapping() {
        unmappings++;
    }
}
