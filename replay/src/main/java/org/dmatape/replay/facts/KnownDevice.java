// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts;

import java.util.Optional;

/// What a tape says of a device.
///
/// @param device DMA device
/// @param virtioDevice virtio device on it
/// @param driver driver bound to it
/// @param accessPlatform whether the virtio device uses the DMA API, where its features are known
/// @param features negotiated virtio features, character n is bit n
public record KnownDevice(
        String device,
        Optional<String> virtioDevice,
        Optional<String> driver,
        Optional<Boolean> accessPlatform,
        Optional<String> features) {

    /// `VIRTIO_F_INDIRECT_DESC`, virtio 1.2, section 6.
    private static final int INDIRECT_DESCRIPTORS_BIT = 28;

    /// Whether a buffer of several segments is handed over as one table of descriptors, which is memory of its own.
    public boolean usesIndirectDescriptors() {
        return features.filter(bits ->
                        bits.length() > INDIRECT_DESCRIPTORS_BIT && bits.charAt(INDIRECT_DESCRIPTORS_BIT) == '1')
                .isPresent();
    }
}
