// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

/// What the entry probe of a DMA function fetched. Unknown numbers are marked, not guessed.
public final class DmaArguments {

    /// Nothing known of an unsigned or signed value; no kernel hands out such an address or size.
    public static final long UNKNOWN = Long.MIN_VALUE;
    /// Nothing known of a text.
    public static final int NO_TEXT = -1;

    private int deviceTextId = NO_TEXT;
    private long physAddress = UNKNOWN;
    private long dmaAddress = UNKNOWN;
    private long virtAddress = UNKNOWN;
    private long sizeBytes = UNKNOWN;
    private long direction = UNKNOWN;
    private long attrs = UNKNOWN;
    private long entries = UNKNOWN;
    private long offsetInPage = UNKNOWN;
    private final ScatterlistEntries scatterlist = new ScatterlistEntries();

    /// Forgets everything.
    public void clear() {
        deviceTextId = NO_TEXT;
        physAddress = UNKNOWN;
        dmaAddress = UNKNOWN;
        virtAddress = UNKNOWN;
        sizeBytes = UNKNOWN;
        direction = UNKNOWN;
        attrs = UNKNOWN;
        entries = UNKNOWN;
        offsetInPage = UNKNOWN;
        scatterlist.clear();
    }

    /// DMA device, or [#NO_TEXT].
    public int deviceTextId() {
        return deviceTextId;
    }

    /// Physical address.
    public long physAddress() {
        return physAddress;
    }

    /// Address to unmap or sync.
    public long dmaAddress() {
        return dmaAddress;
    }

    /// Kernel address of coherent memory.
    public long virtAddress() {
        return virtAddress;
    }

    /// Bytes.
    public long sizeBytes() {
        return sizeBytes;
    }

    /// enum dma_data_direction.
    public long direction() {
        return direction;
    }

    /// DMA_ATTR_* bits.
    public long attrs() {
        return attrs;
    }

    /// Scatterlist entries.
    public long entries() {
        return entries;
    }

    /// The memory of the scatterlist, as far as it was fetched.
    public ScatterlistEntries scatterlist() {
        return scatterlist;
    }

    /// Offset of the buffer in its page.
    public long offsetInPage() {
        return offsetInPage;
    }

    /// The event inside named the device.
    public void knowDevice(int textId) {
        deviceTextId = textId == NO_TEXT ? deviceTextId : textId;
    }

    /// The return told the address of what was allocated.
    public void knowDmaAddress(long address) {
        dmaAddress = address;
    }

    /// Takes over what a probe on the same operation knows and this one did not.
    public void fill(
            int device,
            long phys,
            long dma,
            long virt,
            long size,
            long dir,
            long attributes,
            long sgEntries,
            long offset) {
        deviceTextId = deviceTextId == NO_TEXT ? device : deviceTextId;
        physAddress = known(physAddress, phys);
        dmaAddress = known(dmaAddress, dma);
        virtAddress = known(virtAddress, virt);
        sizeBytes = known(sizeBytes, size);
        direction = known(direction, dir);
        attrs = known(attrs, attributes);
        entries = known(entries, sgEntries);
        offsetInPage = known(offsetInPage, offset);
    }

    private static long known(long first, long second) {
        return first == UNKNOWN ? second : first;
    }
}
