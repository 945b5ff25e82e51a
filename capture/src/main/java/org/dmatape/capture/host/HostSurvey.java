// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.host;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.capture.instrument.KernelFiles;

/// What a machine says of itself at one moment.
///
/// @param facts for the manifest, by name, in the order they are shown: `uname`, `command_line`, `cpus`,
/// `clock_source`, `iommu_groups`,
///     `iommu_log`; a fact the machine does not tell is missing
/// @param virtioDevices its virtio devices by name
/// @param iommuGroupTypes type of the IOMMU group of each device that is in one: identity, DMA, DMA-FQ
public record HostSurvey(
        Map<String, String> facts, List<HostVirtioDevice> virtioDevices, Map<String, String> iommuGroupTypes) {

    public HostSurvey {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        virtioDevices = List.copyOf(virtioDevices);
        iommuGroupTypes = Map.copyOf(iommuGroupTypes);
    }

    /// Looks at a machine. What cannot be read is left out: a recording is worth having without.
    ///
    /// @param files where the machine shows itself
    /// @param kernelLog lines of its kernel's log, as far as they are known
    public static HostSurvey of(KernelFiles files, List<String> kernelLog) {
        return new HostSurveyor(files).survey(kernelLog);
    }
}
