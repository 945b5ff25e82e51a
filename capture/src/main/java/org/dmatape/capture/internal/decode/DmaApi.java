// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.decode;

import org.dmatape.capture.internal.rows.Vocabulary;

/// The words of columns `api` and `op` of DMA rows, and the facts about values that all DMA events share.
public final class DmaApi {

    /// DMA_ATTR_MMIO, since 6.18: what used to be dma_map_resource (include/linux/dma-mapping.h).
    private static final long ATTR_MMIO = 0x400;
    /// DMA_MAPPING_ERROR of a 64-bit dma_addr_t.
    private static final long MAPPING_ERROR = -1L;
    /// DMA_MAPPING_ERROR of a 32-bit dma_addr_t, as it is printed into a u64.
    private static final long MAPPING_ERROR_32 = 0xffff_ffffL;
    private static final int LONG_BYTES_32 = 4;

    private final boolean kernelIs32Bit;
    private final int single;
    private final int resource;
    private final int sg;
    private final int coherent;
    private final int pages;
    private final int sgt;
    private final int mapError;

    /// The words, as numbers of the tape's text pool.
    ///
    /// @param kernelLongBytes bytes of a kernel long
    public DmaApi(Vocabulary words, int kernelLongBytes) {
        this.kernelIs32Bit = kernelLongBytes == LONG_BYTES_32;
        this.single = words.word("single");
        this.resource = words.word("resource");
        this.sg = words.word("sg");
        this.coherent = words.word("coherent");
        this.pages = words.word("pages");
        this.sgt = words.word("sgt");
        this.mapError = words.word("map_error");
    }

    /// A DMA address with failure written in one way, all ones, whatever the width of dma_addr_t.
    public long normalise(long dmaAddress) {
        return kernelIs32Bit && dmaAddress == MAPPING_ERROR_32 ? MAPPING_ERROR : dmaAddress;
    }

    /// Whether a normalised address says that the mapping failed.
    public static boolean isMappingError(long dmaAddress) {
        return dmaAddress == MAPPING_ERROR;
    }

    /// One buffer: memory, or a device's registers.
    public int singleOrResource(long attrs) {
        return (attrs & ATTR_MMIO) != 0 ? resource : single;
    }

    int ofEventName(String eventName) {
        if (eventName.endsWith("_resource")) {
            return resource;
        }
        if (eventName.contains("_sgt")) {
            return sgt;
        }
        if (eventName.endsWith("_pages")) {
            return pages;
        }
        if (eventName.equals("dma_alloc") || eventName.equals("dma_free")) {
            return coherent;
        }
        return eventName.contains("_sg") ? sg : single;
    }

    /// Word `single`.
    public int single() {
        return single;
    }

    /// Word `resource`.
    public int resource() {
        return resource;
    }

    /// Word `sg`.
    public int sg() {
        return sg;
    }

    /// Word `coherent`.
    public int coherent() {
        return coherent;
    }

    /// Word `pages`.
    public int pages() {
        return pages;
    }

    /// Word `sgt`.
    public int sgt() {
        return sgt;
    }

    /// Word `map_error` of column `op`.
    public int mapError() {
        return mapError;
    }
}
