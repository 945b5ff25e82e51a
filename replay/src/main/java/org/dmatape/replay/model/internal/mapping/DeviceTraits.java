// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.model.internal.table.Largest;

/// What a device's operations tell about it: how it reaches memory, and what its unmaps do.
public final class DeviceTraits {

    /// Bits of an address that an IOMMU leaves as they are.
    private static final long OFFSET_IN_PAGE = 4095;

    private static final int APIS = DmaApi.values().length;

    /// How a device reaches memory.
    public enum Translation {
        UNKNOWN,
        DIRECT,
        IOMMU,
        BOUNCE
    }

    /// One device. Everything may still change until the tape ends.
    public static final class Traits {
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
        public void maps(long dmaAddress, long physAddress) {
            anyMapping = true;
            anyDirect |= dmaAddress == physAddress;
            anyTranslated |= dmaAddress != physAddress;
            anyMoved |= ((dmaAddress ^ physAddress) & OFFSET_IN_PAGE) != 0;
        }

        /// The driver called a mapping function.
        public void mapped() {
            anyMap = true;
        }

        public void bounces() {
            anyBounce = true;
        }

        public void movesIommuBytes() {
            anyIommuBytes = true;
        }

        /// A mapping ended with an unmap.
        public void ends(long mapId, Closing unmap) {
            ended.offer(mapId);
            int api = unmap.api().ordinal();
            removesNothing[api] |= unmap.iommuBytes() == 0;
            firstRemoval[api] = Math.min(firstRemoval[api], unmap.eventId());
        }

        /// Whether every unmap of that family that ended a mapping, from before an event on, took something out of the
        /// IOMMU.
        public boolean alwaysRemoves(DmaApi api, long beforeEvent) {
            return !removesNothing[api.ordinal()] && firstRemoval[api.ordinal()] < beforeEvent;
        }

        /// Whether enough mappings that are younger have ended.
        public boolean outlived(long mapId) {
            return ended.allBeyond(mapId);
        }

        /// Whether any mapping connects an address of the device with memory.
        public boolean hasMapping() {
            return anyMapping;
        }

        public boolean anyDirect() {
            return anyDirect;
        }

        public boolean usesDmaApi() {
            return anyMap;
        }

        public Translation translation() {
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

    public DeviceTraits(int leakedAfter) {
        this.leakedAfter = leakedAfter;
    }

    /// Devices that were met.
    public int count() {
        return devices.size();
    }

    /// What is known of a device, by its number.
    public Traits of(int device) {
        while (devices.size() <= device) {
            devices.add(new Traits(leakedAfter));
        }
        return devices.get(device);
    }
}
