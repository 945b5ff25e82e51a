// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

/// Devices of the simulated machine.
///
/// @param block virtio block devices, 0 to 16
/// @param network virtio network devices with page-pool receive buffers, 0 to 16
/// @param nvme NVMe controllers, which map scatterlists, 0 to 16
/// @param queues queues of each block device and NVMe controller, 1 to 16
public record DeviceCounts(int block, int network, int nvme, int queues) {

    /// Refuses machines without devices, and with more than a bus has room for.
    public DeviceCounts {
        GeneratorLimits.require(
                isCount(block) && isCount(network) && isCount(nvme), "there are 0 to 16 devices of each kind");
        GeneratorLimits.require(block + network + nvme > 0, "a machine without devices records nothing");
        GeneratorLimits.require(queues >= 1 && isCount(queues), "a device has 1 to 16 queues, not " + queues);
    }

    private static boolean isCount(int count) {
        return count >= 0 && count <= 16;
    }

    /// Devices on the virtio bus.
    int virtio() {
        return block + network;
    }
}
