// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// What is known of the recordings a tape was made of.
///
/// @param paths their files
/// @param clocks how their clocks relate
/// @param driver those with operations of the DMA API: the driver's side
/// @param deviceOnly those that saw the device's side and not the driver's
/// @param invalidating the first of the device's side with invalidations of an IOMMU
/// @param accesses whether any has accesses of devices
/// @param faults whether any has faults of an IOMMU
public record SourceFacts(
        Map<Integer, String> paths,
        List<KnownClock> clocks,
        Set<Integer> driver,
        Set<Integer> deviceOnly,
        OptionalInt invalidating,
        boolean accesses,
        boolean faults) {

    /// Copies the collections.
    public SourceFacts {
        paths = Map.copyOf(paths);
        clocks = List.copyOf(clocks);
        driver = Set.copyOf(driver);
        deviceOnly = Set.copyOf(deviceOnly);
    }
}
