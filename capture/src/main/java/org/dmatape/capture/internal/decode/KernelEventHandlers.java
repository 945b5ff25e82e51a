// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import java.util.Optional;
import org.dmatape.capture.eventformat.EventFormat;

/// Makes the handler of a kernel event from its system and name. Names differ between kernels, fields decide the rest.
public final class KernelEventHandlers {

    private final DmaTables tables;

    /// Makes handlers that write to these tables.
    public KernelEventHandlers(DmaTables tables) {
        this.tables = tables;
    }

    /// The handler for events of this format; empty for events that mean nothing to a tape.
    public Optional<EventHandler> handlerOf(EventFormat format) {
        return switch (format.system()) {
            case "dma" -> dma(format);
            case "iommu" -> iommu(format);
            case "intel_iommu" -> intelIommu(format);
            case "swiotlb" ->
                format.name().equals("swiotlb_bounced")
                        ? Optional.of(new BounceHandler(format, tables))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<EventHandler> dma(EventFormat format) {
        return switch (format.name()) {
            case "dma_map_page", "dma_map_phys", "dma_map_resource" -> Optional.of(new DmaMapHandler(format, tables));
            case "dma_unmap_page", "dma_unmap_phys", "dma_unmap_resource" ->
                Optional.of(new DmaUnmapHandler(format, tables));
            case "dma_alloc", "dma_alloc_pages", "dma_alloc_sgt", "dma_alloc_sgt_err" ->
                Optional.of(new DmaAllocHandler(format, tables));
            case "dma_free", "dma_free_pages", "dma_free_sgt" -> Optional.of(new DmaFreeHandler(format, tables));
            case "dma_map_sg", "dma_map_sg_err" -> Optional.of(new DmaMapSgHandler(format, tables));
            case "dma_unmap_sg" -> Optional.of(new DmaUnmapSgHandler(format, tables));
            case "dma_sync_single_for_cpu",
                    "dma_sync_single_for_device",
                    "dma_sync_sg_for_cpu",
                    "dma_sync_sg_for_device" -> Optional.of(new DmaSyncHandler(format, tables));
            default -> Optional.empty();
        };
    }

    private Optional<EventHandler> iommu(EventFormat format) {
        return switch (format.name()) {
            case "map", "unmap" -> Optional.of(new IommuMapHandler(format, tables));
            case "attach_device_to_domain" -> Optional.of(new IommuDeviceHandler(format, tables, "attach"));
            case "detach_device_from_domain" -> Optional.of(new IommuDeviceHandler(format, tables, "detach"));
            case "add_device_to_group" -> Optional.of(new IommuDeviceHandler(format, tables, "add_to_group"));
            case "remove_device_from_group" -> Optional.of(new IommuDeviceHandler(format, tables, "remove_from_group"));
            case "io_page_fault" -> Optional.of(new IommuFaultHandler(format, tables));
            default -> Optional.empty();
        };
    }

    private Optional<EventHandler> intelIommu(EventFormat format) {
        return switch (format.name()) {
            case "cache_tag_flush_range", "cache_tag_flush_range_np", "cache_tag_flush_all" ->
                Optional.of(new CacheTagFlushHandler(format, tables));
            case "qi_submit" -> Optional.of(new QueuedInvalidationHandler(format, tables));
            default -> Optional.empty();
        };
    }
}
