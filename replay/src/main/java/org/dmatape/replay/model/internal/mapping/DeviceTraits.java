// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model.internal.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.model.internal.table.Largest;

/// What a device's operations tell about it: how it reaches memory, and what its unmaps do.
public final class DeviceTraits {

    /// Bits of an address that an IOMMU leaves as they are.
    private static final long OFFSET_IN_PAGE = 4095;

    /// Fewer mappings that were made again without an unmap are a driver's mistake.
    private static final int MANY_MADE_AGAIN = 16;

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
        private UnseenEnds unseen = UnseenEnds.NONE;
        private UnseenEnds unseenBeforeUnmaps = UnseenEnds.NONE;
        private UnseenEnds madeAgain = UnseenEnds.NONE;
        private UnseenEnds bouncedAgain = UnseenEnds.NONE;
        private long maps;
        private long unmaps;
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

        /// A mapping for streaming began.
        public void streams() {
            maps++;
        }

        /// Which unmap ends a mapping for streaming is certain.
        public void streamEnds() {
            unmaps++;
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

        private void endsUnseen(long mapId, long tsNs, boolean beforeUnmaps) {
            if (beforeUnmaps) {
                unseenBeforeUnmaps = unseenBeforeUnmaps.with(mapId, tsNs);
            } else {
                unseen = unseen.with(mapId, tsNs);
            }
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

    /// Mappings that ended, and whose unmaps were not recorded although no event was lost.
    ///
    /// @param count how many
    /// @param firstMapId the first of them
    /// @param sinceNs when the first of them was made
    public record UnseenEnds(long count, long firstMapId, long sinceNs) {
        private static final UnseenEnds NONE = new UnseenEnds(0, Long.MAX_VALUE, Long.MAX_VALUE);

        private UnseenEnds with(long mapId, long tsNs) {
            return new UnseenEnds(count + 1, Math.min(firstMapId, mapId), Math.min(sinceNs, tsNs));
        }

        private UnseenEnds with(UnseenEnds others) {
            return new UnseenEnds(
                    count + others.count, Math.min(firstMapId, others.firstMapId), Math.min(sinceNs, others.sinceNs));
        }
    }

    private final List<Traits> devices = new ArrayList<>();
    private final int leakedAfter;
    private long firstUnmap = Long.MAX_VALUE;

    public DeviceTraits(int leakedAfter) {
        this.leakedAfter = leakedAfter;
    }

    /// So many others are mapped and unmapped before a mapping counts as leaked.
    public int leakedAfter() {
        return leakedAfter;
    }

    /// Devices that were met.
    public int count() {
        return devices.size();
    }

    /// The driver called an unmapping function.
    public void unmaps(long event) {
        firstUnmap = Math.min(firstUnmap, event);
    }

    /// A mapping ended, and its unmap was not recorded although no event was lost.
    ///
    /// @param tsNs when it was made
    /// @return whether that is certain to make the device one that was recorded in part
    public boolean endsUnseen(int device, long mapId, long tsNs) {
        of(device).endsUnseen(mapId, tsNs, mapId < firstUnmap);
        return mapId > firstUnmap;
    }

    /// The tape has ended with a mapping open whose memory was mapped again at the same address, without translation.
    ///
    /// @param tsNs when it was made
    public void madeAgain(int device, long mapId, long tsNs) {
        if (isAmongUnmaps(mapId)) {
            of(device).madeAgain = of(device).madeAgain.with(mapId, tsNs);
        }
    }

    /// The tape has ended with a mapping open whose memory was mapped again through another bounce buffer.
    ///
    /// @param tsNs when it was made
    public void bouncedAgain(int device, long mapId, long tsNs) {
        of(device).bouncedAgain = of(device).bouncedAgain.with(mapId, tsNs);
    }

    /// Whether unmaps were recorded when that was mapped, or never are. For the end of the tape.
    public boolean isAmongUnmaps(long mapId) {
        return firstUnmap == Long.MAX_VALUE || mapId > firstUnmap;
    }

    /// The mappings of a device that ended unseen. While a recording begins unmaps may not be recorded yet: what was
    /// mapped before the first of them counts only if there never is one. Without translation it counts where most
    /// of the device's mappings have no unmap.
    public UnseenEnds unseenEnds(int device) {
        Traits known = of(device);
        UnseenEnds unseen = firstUnmap == Long.MAX_VALUE ? known.unseen.with(known.unseenBeforeUnmaps) : known.unseen;
        UnseenEnds ends = pairsAreUncertain(device) ? unseen.with(known.madeAgain) : unseen;
        boolean bounces = known.translation() == Translation.BOUNCE && mostAreOpen(known, known.bouncedAgain);
        return bounces ? ends.with(known.bouncedAgain) : ends;
    }

    /// Whether so many mappings of a device without translation were made again, and have no unmap, that which unmap
    /// ends which map is not known.
    public boolean pairsAreUncertain(int device) {
        return mostAreOpen(of(device), of(device).madeAgain);
    }

    private static boolean mostAreOpen(Traits known, UnseenEnds ends) {
        return (known.maps - known.unmaps) * 2 > known.maps && ends.count >= MANY_MADE_AGAIN;
    }

    /// Whether only a part of what was done with a device was recorded.
    public boolean isPartlyRecorded(int device) {
        return unseenEnds(device).count() > 0;
    }

    /// Whether only a part of what was done with some device was recorded.
    public boolean anyPartlyRecorded() {
        return IntStream.range(0, devices.size()).anyMatch(this::isPartlyRecorded);
    }

    /// What is known of a device, by its number.
    public Traits of(int device) {
        while (devices.size() <= device) {
            devices.add(new Traits(leakedAfter));
        }
        return devices.get(device);
    }
}
