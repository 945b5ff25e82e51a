// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.host;

/// A virtio device as the kernel shows it under `/sys/bus/virtio/devices`.
///
/// @param name virtio device, e.g. `virtio0`
/// @param dmaDevice the device whose DMA it does: its parent
/// @param virtioId device type: 1 net, 2 block, ...; -1 when the kernel did not say
/// @param features negotiated features, character n is bit n; empty when the kernel did not say
/// @param driver driver, empty when none is bound
public record HostVirtioDevice(String name, String dmaDevice, int virtioId, String features, String driver) {

    /// As a line of `virtio-devices.txt`, which the importer reads.
    public String line() {
        return String.join(" ", name, dmaDevice, "0x%04x".formatted(virtioId & 0xffff), features, driver)
                .strip();
    }
}
