// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.device;

import java.util.Arrays;

/// Which endpoint is in which domain of a virtio-iommu. A map names its domain only; where the domain has one endpoint
/// that is the device.
final class IommuDomains {

    private static final int MOST_DOMAINS = 1 << 16;
    private static final long SEVERAL = -2;

    private long[] endpointOf = new long[0];

    void attach(long domain, long endpoint) {
        if (domain < 0 || domain >= MOST_DOMAINS) {
            return;
        }
        if (endpointOf.length == 0) {
            endpointOf = new long[MOST_DOMAINS];
            Arrays.fill(endpointOf, DeviceNames.NONE);
        }
        int slot = (int) domain;
        endpointOf[slot] = endpointOf[slot] == DeviceNames.NONE || endpointOf[slot] == endpoint ? endpoint : SEVERAL;
    }

    void detach(long domain, long endpoint) {
        if (endpointOf(domain) == endpoint) {
            endpointOf[(int) domain] = DeviceNames.NONE;
        }
    }

    /// The only endpoint of a domain, or a negative number.
    long endpointOf(long domain) {
        return domain < 0 || domain >= endpointOf.length ? DeviceNames.NONE : endpointOf[(int) domain];
    }
}
