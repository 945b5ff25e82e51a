// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.hardware;

import org.dmatape.replay.hardware.internal.vfio.VfioContainer;

/// The addresses a device can use, as an IOMMU holds them: an IOVA domain in which ranges of whole pages are mapped and
/// unmapped. Closing it removes everything that is mapped.
public interface AddressSpace extends AutoCloseable {

    /// What a call returns that did what it was asked.
    int DONE = 0;

    /// The domain of this machine's IOMMU that a PCI device is in, through VFIO. The device itself is not opened.
    ///
    /// @param device driven by `vfio-pci`
    /// @param largestBytes of one mapping, in pages of 4 KiB
    /// @throws HardwareException when this machine does not give it out
    static AddressSpace of(PciAddress device, long largestBytes) {
        return VfioContainer.open(device, largestBytes);
    }

    /// What it is, for people.
    String description();

    /// Bytes of its smallest page, a power of two.
    long pageBytes();

    /// Maps a range of which nothing is mapped.
    ///
    /// @param iova a multiple of [#pageBytes()], as is the size
    /// @return [#DONE], or the kernel's error number
    int map(long iova, long sizeBytes, Permission permission);

    /// Removes a range that was mapped by one call.
    ///
    /// @return [#DONE], or the kernel's error number
    int unmap(long iova, long sizeBytes);

    @Override
    void close();
}
