// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.correlate;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The kernel functions a probe may sit on, under every name they had from 6.1 to 7.3
/// (drivers/virtio/virtio_ring.c, kernel/dma/mapping.c, drivers/iommu).
public enum TracedFunction {
    VIRTQUEUE_ADD_SGS(OperationKind.VQ_ADD, "virtqueue_add_sgs"),
    VIRTQUEUE_ADD_OUTBUF(OperationKind.VQ_ADD, "virtqueue_add_outbuf"),
    VIRTQUEUE_ADD_INBUF(OperationKind.VQ_ADD, "virtqueue_add_inbuf"),
    VIRTQUEUE_ADD_INBUF_CTX(OperationKind.VQ_ADD, "virtqueue_add_inbuf_ctx"),
    VIRTQUEUE_ADD_INBUF_CACHE_CLEAN(OperationKind.VQ_ADD, "virtqueue_add_inbuf_cache_clean"),
    VIRTQUEUE_ADD_OUTBUF_PREMAPPED(OperationKind.VQ_ADD, "virtqueue_add_outbuf_premapped"),
    VIRTQUEUE_ADD_INBUF_PREMAPPED(OperationKind.VQ_ADD, "virtqueue_add_inbuf_premapped"),
    VIRTQUEUE_GET_BUF(OperationKind.VQ_GET_BUF, "virtqueue_get_buf"),
    VIRTQUEUE_GET_BUF_CTX(OperationKind.VQ_GET_BUF, "virtqueue_get_buf_ctx"),
    VIRTQUEUE_KICK(OperationKind.VQ_KICK, "virtqueue_kick"),
    VIRTQUEUE_KICK_PREPARE(OperationKind.VQ_KICK_PREPARE, "virtqueue_kick_prepare"),
    VIRTQUEUE_NOTIFY(OperationKind.VQ_NOTIFY, "virtqueue_notify"),
    VRING_INTERRUPT(OperationKind.VQ_INTERRUPT, "vring_interrupt"),
    VIRTQUEUE_DETACH_UNUSED_BUF(OperationKind.VQ_DETACH, "virtqueue_detach_unused_buf"),
    DMA_MAP_PAGE(OperationKind.DMA_MAP, "dma_map_page_attrs"),
    DMA_MAP_PHYS(OperationKind.DMA_MAP, "dma_map_phys"),
    DMA_MAP_RESOURCE(OperationKind.DMA_MAP, "dma_map_resource"),
    DMA_UNMAP_PAGE(OperationKind.DMA_UNMAP, "dma_unmap_page_attrs"),
    DMA_UNMAP_PHYS(OperationKind.DMA_UNMAP, "dma_unmap_phys"),
    DMA_UNMAP_RESOURCE(OperationKind.DMA_UNMAP, "dma_unmap_resource"),
    DMA_MAP_SG(OperationKind.DMA_MAP_SG, "dma_map_sg_attrs"),
    DMA_MAP_SGTABLE(OperationKind.DMA_MAP_SG, "dma_map_sgtable"),
    DMA_UNMAP_SG(OperationKind.DMA_UNMAP_SG, "dma_unmap_sg_attrs"),
    DMA_ALLOC(OperationKind.DMA_ALLOC, "dma_alloc_attrs"),
    DMA_ALLOC_PAGES(OperationKind.DMA_ALLOC, "dma_alloc_pages"),
    DMA_ALLOC_NONCONTIGUOUS(OperationKind.DMA_ALLOC, "dma_alloc_noncontiguous"),
    DMA_FREE(OperationKind.DMA_FREE, "dma_free_attrs"),
    DMA_FREE_PAGES(OperationKind.DMA_FREE, "dma_free_pages"),
    DMA_FREE_NONCONTIGUOUS(OperationKind.DMA_FREE, "dma_free_noncontiguous"),
    DMA_SYNC_SINGLE_FOR_CPU(OperationKind.DMA_SYNC_FOR_CPU, "dma_sync_single_for_cpu", "__dma_sync_single_for_cpu"),
    DMA_SYNC_SG_FOR_CPU(OperationKind.DMA_SYNC_FOR_CPU, "dma_sync_sg_for_cpu", "__dma_sync_sg_for_cpu"),
    DMA_SYNC_SINGLE_FOR_DEVICE(
            OperationKind.DMA_SYNC_FOR_DEVICE, "dma_sync_single_for_device", "__dma_sync_single_for_device"),
    DMA_SYNC_SG_FOR_DEVICE(OperationKind.DMA_SYNC_FOR_DEVICE, "dma_sync_sg_for_device", "__dma_sync_sg_for_device"),
    IOMMU_MAP(OperationKind.IOMMU_MAP, "iommu_map"),
    IOMMU_MAP_SG(OperationKind.IOMMU_MAP, "iommu_map_sg"),
    IOMMU_UNMAP(OperationKind.IOMMU_UNMAP, "iommu_unmap"),
    IOMMU_UNMAP_FAST(OperationKind.IOMMU_UNMAP, "iommu_unmap_fast"),
    FQ_FLUSH_TIMEOUT(OperationKind.IOMMU_FLUSH_QUEUE, "fq_flush_timeout");

    private static final Map<String, TracedFunction> BY_SYMBOL = Arrays.stream(values())
            .flatMap(function -> function.symbols.stream().map(symbol -> Map.entry(symbol, function)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final OperationKind kind;
    private final Set<String> symbols;

    TracedFunction(OperationKind kind, String... symbols) {
        this.kind = kind;
        this.symbols = Set.of(symbols);
    }

    /// What the function does.
    public OperationKind kind() {
        return kind;
    }

    /// Whether the buffers it posts were mapped by the driver beforehand, so that their DMA addresses are in the
    /// scatterlist.
    public boolean isPremapped() {
        return this == VIRTQUEUE_ADD_OUTBUF_PREMAPPED || this == VIRTQUEUE_ADD_INBUF_PREMAPPED;
    }

    /// Whether it posts one scatterlist that the device writes, respectively reads, as opposed to a list of both.
    public boolean postsDeviceWritable() {
        return switch (this) {
            case VIRTQUEUE_ADD_INBUF,
                    VIRTQUEUE_ADD_INBUF_CTX,
                    VIRTQUEUE_ADD_INBUF_CACHE_CLEAN,
                    VIRTQUEUE_ADD_INBUF_PREMAPPED -> true;
            default -> false;
        };
    }

    /// The function of that kernel symbol.
    public static Optional<TracedFunction> ofSymbol(String symbol) {
        return Optional.ofNullable(BY_SYMBOL.get(symbol));
    }

    /// Every symbol that is understood.
    public static Set<String> allSymbols() {
        return BY_SYMBOL.keySet();
    }
}
