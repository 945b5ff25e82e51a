// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import java.util.Arrays;

/// When the device's side was seen to use or to forget pages, in order of time. Memory is bounded: of more than [#MOST]
/// the first quarter of that is kept, and of what follows short runs, spread evenly over all of it.
public final class PageSightings {

    /// Sightings kept.
    static final int MOST = 1 << 20;

    private static final int FIRST_CAPACITY = 64;
    private static final int BLOCK_LENGTH = 64;
    private static final int REMEMBERED = 1 << 14;
    private static final int PAGE_BITS = 12;

    private final KeptBlocks blocks;
    private final KeptBlocks.Mover mover = this::move;
    private Kind[] kinds = new Kind[FIRST_CAPACITY];
    private long[] tsNs = new long[FIRST_CAPACITY];
    private long[] iovas = new long[FIRST_CAPACITY];
    private long[] sizes = new long[FIRST_CAPACITY];
    private long[] physAddresses = new long[FIRST_CAPACITY];
    private int count;
    private final long[] lastIova = new long[REMEMBERED];
    private final long[] lastPhysAddress = new long[REMEMBERED];

    /// What was seen.
    public enum Kind {
        /// The IOMMU was told to forget the range.
        INVALIDATED,
        /// The IOMMU was asked to map the range.
        MAPPED,
        /// The IOMMU found what the page is mapped to.
        TRANSLATED
    }

    public PageSightings() {
        this(MOST);
    }

    /// The same, with less room than there usually is.
    ///
    /// @param most sightings to keep, a multiple of 256
    public PageSightings(int most) {
        blocks = new KeptBlocks(most, most / 4, BLOCK_LENGTH, 1);
        Arrays.fill(lastPhysAddress, AmendedRows.UNSET);
    }

    /// A page was translated. What is found the same way again and again says nothing new.
    public void translated(long atNs, long iova, long physAddress) {
        long page = iova >>> PAGE_BITS << PAGE_BITS;
        long frame = physAddress >>> PAGE_BITS << PAGE_BITS;
        int slot = (int) (page >>> PAGE_BITS) & (REMEMBERED - 1);
        if (lastIova[slot] != page || lastPhysAddress[slot] != frame) {
            lastIova[slot] = page;
            lastPhysAddress[slot] = frame;
            add(Kind.TRANSLATED, atNs, page, 1L << PAGE_BITS, frame);
        }
    }

    /// Adds a sighting.
    public void add(Kind kind, long atNs, long iova, long sizeBytes, long physAddress) {
        boolean takes = blocks.takesNext(mover);
        count = blocks.kept() - (takes ? 1 : 0);
        if (!takes) {
            return;
        }
        if (count == tsNs.length) {
            int capacity = 2 * count;
            kinds = Arrays.copyOf(kinds, capacity);
            tsNs = Arrays.copyOf(tsNs, capacity);
            iovas = Arrays.copyOf(iovas, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
            physAddresses = Arrays.copyOf(physAddresses, capacity);
        }
        kinds[count] = kind;
        tsNs[count] = atNs;
        iovas[count] = iova;
        sizes[count] = sizeBytes;
        physAddresses[count] = physAddress;
        count++;
    }

    private void move(int from, int to, int length) {
        System.arraycopy(kinds, from, kinds, to, length);
        System.arraycopy(tsNs, from, tsNs, to, length);
        System.arraycopy(iovas, from, iovas, to, length);
        System.arraycopy(sizes, from, sizes, to, length);
        System.arraycopy(physAddresses, from, physAddresses, to, length);
    }

    /// Whether sightings right before that one were not kept.
    public boolean followsGap(int sighting) {
        return blocks.followsGap(sighting);
    }

    /// Whether the last sightings were not kept.
    public boolean endsInGap() {
        return blocks.endsInGap();
    }

    /// How many sightings there are.
    public int count() {
        return count;
    }

    /// What was seen.
    public Kind kind(int sighting) {
        return kinds[sighting];
    }

    /// When, on the clock of the device's side.
    public long tsNs(int sighting) {
        return tsNs[sighting];
    }

    /// The first address.
    public long iova(int sighting) {
        return iovas[sighting];
    }

    /// How many bytes from there.
    public long sizeBytes(int sighting) {
        return sizes[sighting];
    }

    /// What the address was translated to; or [AmendedRows#UNSET].
    public long physAddress(int sighting) {
        return physAddresses[sighting];
    }
}
