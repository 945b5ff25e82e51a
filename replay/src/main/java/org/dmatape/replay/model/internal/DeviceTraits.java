// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmatape.replay.event.DmaApi;

/// What a device's operations tell about it: how it reaches memory, and what its unmaps do.
final class DeviceTraits {

    /// Bits of an address that an IOMMU leaves as they are.
    private static final long OFFSET_IN_PAGE = 4095;

    private static final int APIS = DmaApi.values().length;

    /// How a device reaches memory.
    enum Translation {
        UNKNOWN,
        DIRECT,
        IOMMU,
        BOUNCE
    }

    /// One device. Everything may still change until the tape ends.
    static final class Traits {
        private boolean anyMapping;
        private boolean anyDirect;
        private boolean anyTranslated;
        private boolean anyMoved;
        private boolean anyBounce;
        private boolean anyIommuBytes;
        private boolean anyMap;
        private final boolean[] removesNothing = new boolean[APIS];
        private final long[] firstRemoval = new long[APIS];
        private final Largest ended;

        private Traits(int leakedAfter) {
            ended = new Largest(leakedAfter);
            Arrays.fill(firstRemoval, Long.MAX_VALUE);
        }

        /// A mapping connects a device's address with memory.
        void maps(long dmaAddress, long physAddress) {
            anyMapping = true;
            anyDirect |= dmaAddress == physAddress;
            anyTranslated |= dmaAddress != physAddress;
            anyMoved |= ((dmaAddress ^ physAddress) & OFFSET_IN_PAGE) != 0;
        }

        /// The driver called a mapping function.
        void mapped() {
            anyMap = true;
        }

        void bounces() {
            anyBounce = true;
        }

        void movesIommuBytes() {
            anyIommuBytes = true;
        }

        /// A mapping ended with an unmap.
        void ends(long mapId, Closing unmap) {
            ended.offer(mapId);
            int api = unmap.api().ordinal();
            removesNothing[api] |= unmap.iommuBytes() == 0;
            firstRemoval[api] = Math.min(firstRemoval[api], unmap.eventId());
        }

        /// Whether every unmap of that family that ended a mapping, from before an event on, took something out of the
        /// IOMMU.
        boolean alwaysRemoves(DmaApi api, long beforeEvent) {
            return !removesNothing[api.ordinal()] && firstRemoval[api.ordinal()] < beforeEvent;
        }

        /// Whether enough mappings that are younger have ended.
        boolean outlived(long mapId) {
            return ended.allBeyond(mapId);
        }

        /// Whether any mapping connects an address of the device with memory.
        boolean hasMapping() {
            return anyMapping;
        }

        boolean anyDirect() {
            return anyDirect;
        }

        boolean usesDmaApi() {
            return anyMap;
        }

        Translation translation() {
            if (!anyMapping) {
                return Translation.UNKNOWN;
            }
            if (!anyTranslated) {
                return Translation.DIRECT;
            }
            return (anyBounce && !anyIommuBytes) || anyMoved ? Translation.BOUNCE : Translation.IOMMU;
        }
    }

    private final List<Traits> devices = new ArrayList<>();
    private final int leakedAfter;

    DeviceTraits(int leakedAfter) {
        this.leakedAfter = leakedAfter;
    }

    /// Devices that were met.
    int count() {
        return devices.size();
    }

    Traits of(int device) {
        while (devices.size() <= device) {
            devices.add(new Traits(leakedAfter));
        }
        return devices.get(device);
    }
}
