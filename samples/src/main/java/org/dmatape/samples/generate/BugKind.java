// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A bug the simulated drivers can be told to commit, what its events look like, and the one check it must raise.
///
/// Every occurrence uses memory of its own, which nothing else ever maps, so that it raises exactly one finding where
/// nothing else is said. In the descriptions `map(bytes, size, direction)` and `unmap(address, size, direction)`
/// stand for the complete set of events one call leaves in the chosen mode and kernel: probes, `iommu`, `swiotlb` and
/// `dma` events.
public enum BugKind {
    /// `map(p, 1024, TO)`, `map(p, 1024, FROM)`, then both are unmapped as they were mapped.
    DOUBLE_MAP("double-map"),
    /// `map(p, 64, TO)`, `map(p + 2048, 64, FROM)` in one page, then both are unmapped. Needs an IOMMU. Information,
    /// not an error: one finding per device and pair of directions, however often it happens.
    SHARED_PAGE("shared-page"),
    /// `map(p, 777, BIDIRECTIONAL)` and no unmap; the device maps and unmaps at least 12 other buffers afterwards.
    LEAKED_MAP("leaked-map"),
    /// `map(p, 2048, TO)`, `unmap(a, 1024, TO)`.
    UNMAP_SIZE_MISMATCH("unmap-size-mismatch"),
    /// `map(p, 512, TO)`, `unmap(a, 512, FROM)`.
    UNMAP_DIRECTION_MISMATCH("unmap-direction-mismatch"),
    /// In turn: a page mapping torn down by `dma_unmap_sg` with its physical address; a scatterlist of one entry torn
    /// down by an unmap of its DMA address, size and direction.
    UNMAP_API_MISMATCH("unmap-api-mismatch"),
    /// `dma_map_sg` of four entries, `dma_unmap_sg` of the first three.
    UNMAP_COUNT_MISMATCH("unmap-count-mismatch"),
    /// `dma_alloc` of a page, `dma_free` with its DMA address and size but a CPU address one page off.
    FREE_ADDRESS_MISMATCH("free-address-mismatch"),
    /// `map(p, 256, TO)`, `unmap(a, 256, TO)` twice; the IOMMU unmaps nothing the second time.
    DOUBLE_UNMAP("unmap-unmapped", "double-unmap"),
    /// `map(p, 4096, TO)`, unmapped, then `unmap(a, 4096, TO)` of an address that was never mapped; the IOMMU
    /// unmaps nothing. Only with an IOMMU, and by a device whose other unmaps show that it removes something:
    /// nothing else tells it from a mapping that is older than the recording.
    NEVER_MAPPED("unmap-unmapped", "never-mapped"),
    /// `map` that fails (all address bits set) and is unmapped nevertheless, every fourth time synced instead where
    /// syncs are visible.
    MAP_ERROR_UNCHECKED("map-error-unchecked"),
    /// `map(p, 256, FROM)`, unmapped, then `sync_for_cpu(a, 256, FROM)`. Needs visible syncs.
    SYNC_UNMAPPED("sync-unmapped"),
    /// `map(p, 256, FROM)`, `sync_for_cpu(a + 128, 256, FROM)`, unmapped. Needs visible syncs.
    SYNC_OUT_OF_RANGE("sync-out-of-range"),
    /// `map(p, 256, FROM)`, `sync_for_device(a, 256, TO)`, unmapped. Needs visible syncs.
    SYNC_DIRECTION("sync-direction"),
    /// A buffer is added with the token of a buffer that has not been returned yet; both are returned. Needs probes.
    DUPLICATE_TOKEN("duplicate-token"),
    /// An add returns `-ENOSPC`; nothing is mapped. Needs probes. One finding per queue, however often it happens.
    RING_FULL("ring-full"),
    /// `irq_handler_entry` and `vring_interrupt` of a queue that has nothing to return: `vring_interrupt` returns
    /// `IRQ_NONE`, and no `get_buf` follows before the queue's next interrupt. Needs probes. One finding per queue.
    SPURIOUS_INTERRUPT("spurious-interrupt"),
    /// A request's status byte is unmapped right after the add, not in the `get_buf` that returns the request. Needs
    /// probes.
    PREMATURE_UNMAP("premature-unmap"),
    /// A request's status byte is not mapped at all; the probe shows it among the segments. Needs probes that do.
    DESCRIPTOR_UNMAPPED("descriptor-unmapped"),
    /// A request never comes back, although at least 40 later ones of its queue do. Needs probes. At most eight
    /// times per queue.
    STALLED_BUFFER("stalled-buffer"),
    /// `map(p, 16896, TO)`, unmapped, then the device reads 256 bytes in the last page of it, four at a time,
    /// and is refused each time. The address is never mapped again. This and the following need the log of the
    /// device's side, and an IOMMU. What is refused is a finding of check `iommu-fault` as well.
    DEVICE_AFTER_UNMAP("unmapped-access", "after-unmap", "device-after-unmap"),
    /// The device writes 128 bytes, four at a time, at an address that is never mapped, and is refused each
    /// time.
    DEVICE_NEVER_MAPPED("unmapped-access", "never-mapped", "device-never-mapped"),
    /// `map(p, 16896, TO)`, then the device goes on for 64 bytes behind its end, in the same page, four at a
    /// time. In turn: it reads, which the IOMMU lets through; it writes, which is refused.
    DEVICE_BEYOND_END("unmapped-access", "beyond-end", "device-beyond-end"),
    /// `map(p, 16896, TO)`, then the device writes 64 bytes in the last page of it, four at a time, and is
    /// refused each time.
    DEVICE_WRITE("access-direction", "write", "device-write"),
    /// `map(p, 16896, FROM)`, then the device reads 64 bytes in the last page, four at a time, and is refused
    /// each time.
    DEVICE_READ("access-direction", "read", "device-read");

    private final String check;
    private final String kind;
    private final String label;

    BugKind(String check) {
        this(check, "", check);
    }

    BugKind(String check, String kind) {
        this(check, kind, kind);
    }

    BugKind(String check, String kind, String label) {
        this.check = check;
        this.kind = kind;
        this.label = label;
    }

    /// The check that must find it.
    public String check() {
        return check;
    }

    /// The kind of finding, where the check has kinds.
    public Optional<String> kind() {
        return kind.isEmpty() ? Optional.empty() : Optional.of(kind);
    }

    /// The name on the command line: where there is a kind, that says what it is, otherwise the check.
    public String label() {
        return label;
    }

    /// Whether it can only be seen where sync events are.
    public boolean needsSyncEvents() {
        return this == SYNC_UNMAPPED || this == SYNC_OUT_OF_RANGE || this == SYNC_DIRECTION;
    }

    /// Whether the device commits it, so that only a recording of its side can show it.
    public boolean needsDeviceLog() {
        return switch (this) {
            case DEVICE_AFTER_UNMAP, DEVICE_NEVER_MAPPED, DEVICE_BEYOND_END, DEVICE_WRITE, DEVICE_READ -> true;
            default -> false;
        };
    }

    /// Whether it happens in a virtqueue and is seen by probes only.
    public boolean needsProbes() {
        return switch (this) {
            case DUPLICATE_TOKEN, RING_FULL, SPURIOUS_INTERRUPT, PREMATURE_UNMAP, DESCRIPTOR_UNMAPPED, STALLED_BUFFER ->
                true;
            default -> false;
        };
    }

    /// Whether nothing of it involves the DMA API.
    boolean isVirtqueueOnly() {
        return needsProbes() && this != PREMATURE_UNMAP && this != DESCRIPTOR_UNMAPPED;
    }

    /// Whether it is about scatterlists or coherent memory, which kernels without `dma` events do not show.
    public boolean needsDmaEvents() {
        return this == UNMAP_API_MISMATCH || this == UNMAP_COUNT_MISMATCH || this == FREE_ADDRESS_MISMATCH;
    }

    /// Reads `double-map=3,leaked-map=4`.
    ///
    /// @throws IllegalArgumentException when a name or a number is not one
    public static Map<BugKind, Integer> parseCounts(String text) {
        Map<BugKind, Integer> counts = new EnumMap<>(BugKind.class);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String count = equals < 0 ? "1" : part.substring(equals + 1);
            if (!count.matches("[0-9]{1,7}")) {
                throw new IllegalArgumentException("'" + part + "': expected NAME=COUNT, with at most seven digits");
            }
            counts.put(ofLabel(name.strip()), Integer.valueOf(count));
        }
        return counts;
    }

    private static BugKind ofLabel(String label) {
        return Arrays.stream(values())
                .filter(bug -> bug.label().equals(label.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bug is called '" + label + "'; there are "
                        + Arrays.stream(values()).map(BugKind::label).collect(Collectors.joining(", "))));
    }
}
