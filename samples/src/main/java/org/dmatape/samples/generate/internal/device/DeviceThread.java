// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.device;

/// The threads of the device model.
enum DeviceThread {
    /// Serves the devices.
    MAIN(25898),
    /// Runs the CPU that talks to the IOMMU.
    CPU(25900);

    private final int id;

    DeviceThread(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }
}
