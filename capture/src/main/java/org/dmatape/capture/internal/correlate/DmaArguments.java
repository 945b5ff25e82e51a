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

    /// Takes over the device that a probe on the same operation names, unless it is known.
    public void offerDevice(int textId) {
        deviceTextId = deviceTextId == NO_TEXT ? textId : deviceTextId;
    }

    /// Takes over the physical address, unless it is known.
    public void offerPhysAddress(long address) {
        physAddress = known(physAddress, address);
    }

    /// Takes over the address to unmap or sync, unless it is known.
    public void offerDmaAddress(long address) {
        dmaAddress = known(dmaAddress, address);
    }

    /// Takes over the kernel address, unless it is known.
    public void offerVirtAddress(long address) {
        virtAddress = known(virtAddress, address);
    }

    /// Takes over the size, unless it is known.
    public void offerSizeBytes(long bytes) {
        sizeBytes = known(sizeBytes, bytes);
    }

    /// Takes over the direction, unless it is known.
    public void offerDirection(long value) {
        direction = known(direction, value);
    }

    /// Takes over the `DMA_ATTR_*` bits, unless it is known.
    public void offerAttrs(long bits) {
        attrs = known(attrs, bits);
    }

    /// Takes over the number of scatterlist entries, unless it is known.
    public void offerEntries(long count) {
        entries = known(entries, count);
    }

    /// Takes over the offset of the buffer in its page, unless it is known.
    public void offerOffsetInPage(long offset) {
        offsetInPage = known(offsetInPage, offset);
    }

    private static long known(long first, long second) {
        return first == UNKNOWN ? second : first;
    }
}
