// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.buffer;

import org.dmatape.replay.event.DmaApi;
import org.dmatape.replay.event.DmaOp;
import org.dmatape.replay.event.DmaOperation;
import org.dmatape.replay.model.internal.table.KeyTable;

/// Makes buffers of the recorded operations of the DMA API, and finds the buffer an unmap ends. A domain is a device.
public final class BufferPairs {

    /// `DMA_ATTR_SKIP_CPU_SYNC`, `include/linux/dma-mapping.h`.
    private static final long SKIP_CPU_SYNC = 1 << 5;

    /// Set in the address of memory of which only the device's address is known.
    private static final long PLACE_UNKNOWN = 1L << 51;

    /// So many mappings of one address at once are possible where addresses are physical; more are unmaps that were
    /// lost.
    private static final int MAX_AT_ONE_PHYSICAL_ADDRESS = 64;

    /// Other addresses belong to one mapping at a time, or to two for a moment: another CPU may map an address
    /// before its unmap is recorded.
    private static final int MAX_AT_ONE_ADDRESS = 2;

    private final Buffers buffers;
    private final BufferListener listener;
    private final KeyTable byAddress = new KeyTable();
    private final KeyTable listsByMemory = new KeyTable();
    private long unmatchedUnmaps;

    /// @param buffers holds what is mapped
    public BufferPairs(Buffers buffers, BufferListener listener) {
        this.buffers = buffers;
        this.listener = listener;
    }

    /// Unmaps of what was not seen to be mapped.
    public long unmatchedUnmaps() {
        return unmatchedUnmaps;
    }

    /// Takes the next operation; those that neither map nor unmap change nothing.
    public void dma(DmaOperation operation) {
        if (operation.op().opens()) {
            open(operation);
        } else if (operation.op().closes()) {
            close(operation);
        }
    }

    private void open(DmaOperation map) {
        if (map.hasDmaAddress(0) && map.dmaAddress(0) == DmaOperation.MAPPING_ERROR) {
            return;
        }
        boolean merged = !map.hasSize(map.recorded() - 1);
        long left = bytes(map);
        long address = map.dmaAddress(0);
        int head = Buffers.NONE;
        int last = Buffers.NONE;
        for (int entry = 0; entry < map.recorded(); entry++) {
            long bytes = merged ? share(map, entry, left) : map.size(entry);
            int buffer = piece(map, entry, bytes);
            buffers.recorded(buffer, merged ? address : map.dmaAddress(entry), 0);
            address += bytes;
            left -= bytes;
            if (last == Buffers.NONE) {
                head = buffer;
            } else {
                buffers.link(last, buffer);
            }
            last = buffer;
        }
        if (map.iommuBytes() > 0) {
            long extra = Math.max(0, map.iommuBytes() - buffers.chainBytes(head));
            buffers.recorded(head, buffers.recordedIova(head), extra);
        }
        remember(map, head);
        listener.mapped(head, map);
    }

    private static long bytes(DmaOperation map) {
        long sum = 0;
        for (int entry = 0; entry < map.recorded(); entry++) {
            sum += map.hasSize(entry) ? map.size(entry) : 0;
        }
        return Math.max(1, sum);
    }

    /// The bytes of an entry of a scatterlist that was merged. Its event lists where the memory of the entries lies
    /// and, apart from that, the fewer ranges the device sees. Ranges are merged at page boundaries only; entries
    /// are taken to be equally many pages.
    private static long share(DmaOperation map, int entry, long leftBytes) {
        int entriesLeft = map.recorded() - entry;
        long inPage = memory(map, entry) & (Buffers.PAGE_BYTES - 1);
        long pages = Math.max(1, (inPage + leftBytes) / Buffers.PAGE_BYTES / entriesLeft);
        return entriesLeft == 1 ? leftBytes : Math.min(leftBytes, pages * Buffers.PAGE_BYTES - inPage);
    }

    private int piece(DmaOperation map, int entry, long bytes) {
        int buffer = buffers.add(map.device(), memory(map, entry), bytes);
        buffers.direction(buffer, map.direction());
        if (map.op() == DmaOp.ALLOC) {
            buffers.markCoherent(buffer);
        }
        if ((map.attributes() & SKIP_CPU_SYNC) != 0) {
            buffers.markSkipsSync(buffer);
        }
        return buffer;
    }

    private void remember(DmaOperation map, int head) {
        long address = buffers.recordedIova(head);
        int hidden = byAddress.get(map.device(), address);
        byAddress.put(map.device(), address, head);
        if (hidden != KeyTable.ABSENT) {
            buffers.hide(head, hidden);
            boolean physical = map.hasPhysAddress(0) && map.physAddress(0) == address;
            forgetBehind(head, physical ? MAX_AT_ONE_PHYSICAL_ADDRESS : MAX_AT_ONE_ADDRESS, map);
        }
        if (goesByMemory(map)) {
            listsByMemory.put(map.device(), map.physAddress(0), head);
        }
    }

    private void forgetBehind(int head, int most, DmaOperation at) {
        int buffer = head;
        for (int depth = 1; depth <= most && buffer != Buffers.NONE; depth++) {
            buffer = buffers.older(buffer);
        }
        if (buffer != Buffers.NONE) {
            end(buffer, at);
        }
    }

    private void close(DmaOperation unmap) {
        if (unmap.hasDmaAddress(0) && unmap.dmaAddress(0) == DmaOperation.MAPPING_ERROR) {
            return;
        }
        int head = goesByMemory(unmap)
                ? listsByMemory.get(unmap.device(), unmap.physAddress(0))
                : byAddress.get(unmap.device(), unmap.dmaAddress(0));
        if (head == KeyTable.ABSENT) {
            unmatchedUnmaps++;
        } else {
            end(head, unmap);
        }
    }

    /// Ends a mapping, which may be hidden behind later ones of its address.
    private void end(int head, DmaOperation at) {
        int device = buffers.domain(head);
        long address = buffers.recordedIova(head);
        int newest = byAddress.get(device, address);
        if (newest != head) {
            int above = newest;
            while (buffers.older(above) != head) {
                above = buffers.older(above);
            }
            buffers.hide(above, buffers.older(head));
        } else if (buffers.older(head) == Buffers.NONE) {
            byAddress.remove(device, address);
        } else {
            byAddress.put(device, address, buffers.older(head));
        }
        if (listsByMemory.get(device, buffers.phys(head)) == head) {
            listsByMemory.remove(device, buffers.phys(head));
        }
        listener.unmapped(head, at);
        buffers.remove(head);
    }

    /// Where the memory of an entry lies; where only the device's address is known, some place of its own.
    private static long memory(DmaOperation map, int entry) {
        if (map.hasPhysAddress(entry)) {
            return map.physAddress(entry);
        }
        return map.hasDmaAddress(entry) ? map.dmaAddress(entry) | PLACE_UNKNOWN : PLACE_UNKNOWN;
    }

    /// The unmap of a scatterlist carries physical addresses only, so a scatterlist goes by its memory.
    private static boolean goesByMemory(DmaOperation operation) {
        return operation.api() == DmaApi.SG && operation.hasPhysAddress(0);
    }
}
