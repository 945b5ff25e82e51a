// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

/// The simulated machine.
///
/// @param cpus its CPUs, 1 to 64
/// @param devices its devices
/// @param iommuMode what lies between devices and memory
/// @param kernel whose events the recording speaks
/// @param latency how long operations take
public record MachineOptions(
        int cpus, DeviceCounts devices, IommuMode iommuMode, KernelFlavour kernel, Latency latency) {

    private static final int MAX_CPUS = 64;

    /// Refuses machines of too many CPUs.
    public MachineOptions {
        GeneratorLimits.require(cpus >= 1 && cpus <= MAX_CPUS, "a machine has 1 to 64 CPUs, not " + cpus);
    }

    /// Four CPUs, two block devices, one network device and one NVMe controller behind a strict IOMMU, kernel 6.12.
    static MachineOptions defaults() {
        return new MachineOptions(
                4, new DeviceCounts(2, 1, 1, 2), IommuMode.STRICT, KernelFlavour.V6_12, Latency.defaults());
    }

    MachineOptions withCpus(int count) {
        return new MachineOptions(count, devices, iommuMode, kernel, latency);
    }

    MachineOptions withDevices(DeviceCounts counts) {
        return new MachineOptions(cpus, counts, iommuMode, kernel, latency);
    }

    MachineOptions withIommuMode(IommuMode mode) {
        return new MachineOptions(cpus, devices, mode, kernel, latency);
    }

    MachineOptions withKernel(KernelFlavour flavour) {
        return new MachineOptions(cpus, devices, iommuMode, flavour, latency);
    }

    MachineOptions withLatency(Latency other) {
        return new MachineOptions(cpus, devices, iommuMode, kernel, other);
    }
}
