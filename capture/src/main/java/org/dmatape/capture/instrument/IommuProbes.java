// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;

/// Probes on the IOMMU core (drivers/iommu): the timer that empties the queue of deferred invalidations, which has no
/// event of its own.
final class IommuProbes {

    private IommuProbes() {}

    static List<FunctionProbe> all() {
        return List.of(FunctionProbe.of("fq_flush_timeout", InstrumentationPart.IOMMU, List.of()));
    }
}
