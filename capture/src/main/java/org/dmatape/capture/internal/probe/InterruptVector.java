// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import java.util.Optional;

/// What the name of an interrupt says: virtio-pci calls its vectors `virtio0-req.0`, `virtio1-config`, ...
///
/// @param virtioDevice device
/// @param queueName queue, or `config`, or `virtqueues` where queues share one vector
record InterruptVector(String virtioDevice, String queueName) {

    /// Name of the vector for changes of the device's configuration.
    static final String CONFIG = "config";
    /// Name of a vector that all queues of a device share.
    static final String SHARED = "virtqueues";

    private static final String PREFIX = "virtio";

    /// The vector of that name; empty for an interrupt of something else.
    static Optional<InterruptVector> ofName(String name) {
        int dash = name.indexOf('-');
        if (!name.startsWith(PREFIX) || dash <= PREFIX.length() || dash == name.length() - 1) {
            return Optional.empty();
        }
        boolean numbered = name.substring(PREFIX.length(), dash).chars().allMatch(Character::isDigit);
        return numbered
                ? Optional.of(new InterruptVector(name.substring(0, dash), name.substring(dash + 1)))
                : Optional.empty();
    }
}
