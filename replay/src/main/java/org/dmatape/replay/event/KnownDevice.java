// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

import java.util.Optional;

/// What a tape says of a device.
///
/// @param device DMA device
/// @param virtioDevice virtio device on it
/// @param driver driver bound to it
/// @param accessPlatform whether the virtio device uses the DMA API, where its features are known
public record KnownDevice(
        String device, Optional<String> virtioDevice, Optional<String> driver, Optional<Boolean> accessPlatform) {}
