// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;
import java.util.stream.Stream;

/// Probes on the functions of the DMA API (kernel/dma/mapping.c). With the kernel's own DMA events they give each
/// operation its duration; without (6.1) they are all there is, so they fetch everything the functions are told.
///
/// ```
///   struct device        kobj.name @0 (char *)
///   struct scatterlist   32 bytes: page_link, offset and length, dma_address @16, dma_length and flags
///   struct sg_table      sgl @0, orig_nents @12
/// ```
final class DmaProbes {

    private static final InstrumentationPart PART = InstrumentationPart.DURATIONS;
    private static final String DEVICE = "dev=+0(+0($arg1)):string";
    private static final String RETURNS_ADDRESS = "ret=$retval:x64";
    private static final String RETURNS_INT = "ret=$retval:s32";
    private static final String PAGE_ARRAY = VirtqueueProbes.PAGE_ARRAY;

    private DmaProbes() {}

    static List<FunctionProbe> all() {
        return Stream.of(single(), lists(), memory(), syncs())
                .flatMap(List::stream)
                .toList();
    }

    private static List<FunctionProbe> single() {
        String[] mapArguments = {"phys=$arg2:x64", "attrs=$arg5:x64"};
        String[] mapped = {"size=$arg3:u64", "dir=$arg4:u32"};
        String[] unmapped = {"addr=$arg2:x64", "size=$arg3:u64", "dir=$arg4:u32"};
        String attrs = "attrs=$arg5:x64";
        return List.of(
                probe("dma_map_page_attrs", "size=$arg4:u64", "dir=$arg5:u32")
                        .withArgumentsWithoutEvents("page=$arg2:x64", "off=$arg3:u64", "attrs=$arg6:x64", PAGE_ARRAY)
                        .withReturn(RETURNS_ADDRESS),
                probe("dma_map_phys", mapped)
                        .withArgumentsWithoutEvents(mapArguments)
                        .withReturn(RETURNS_ADDRESS),
                probe("dma_map_resource", mapped)
                        .withArgumentsWithoutEvents(mapArguments)
                        .withReturn(RETURNS_ADDRESS),
                probe("dma_unmap_page_attrs", unmapped).withArgumentsWithoutEvents(attrs),
                probe("dma_unmap_phys", unmapped).withArgumentsWithoutEvents(attrs),
                probe("dma_unmap_resource", unmapped).withArgumentsWithoutEvents(attrs));
    }

    /// Functions of scatterlists: (dev, sg, nents, dir, attrs), or (dev, sg_table, dir, attrs).
    private static List<FunctionProbe> lists() {
        String[] list = {"nents=$arg3:s32", "dir=$arg4:u32"};
        String[] entries = {"attrs=$arg5:x64", PAGE_ARRAY, "sg=+0($arg2):x64[32]"};
        return List.of(
                probe("dma_map_sg_attrs", list)
                        .withArgumentsWithoutEvents(entries)
                        .withReturn(RETURNS_INT),
                probe("dma_map_sgtable", "nents=+12($arg2):s32", "dir=$arg3:u32")
                        .withArgumentsWithoutEvents("attrs=$arg4:x64", PAGE_ARRAY, "sg=+0(+0($arg2)):x64[32]")
                        .withReturn(RETURNS_INT),
                probe("dma_unmap_sg_attrs", list).withArgumentsWithoutEvents(entries));
    }

    private static List<FunctionProbe> memory() {
        String size = "size=$arg2:u64";
        String attrs = "attrs=$arg5:x64";
        String storedAddress = "dma_addr=+0($arg3):x64";
        return List.of(
                probe("dma_alloc_attrs", size)
                        .withArgumentsWithoutEvents(attrs)
                        .withReturn(RETURNS_ADDRESS)
                        .withArgumentsAtReturn(storedAddress),
                probe("dma_free_attrs", size, "cpu_addr=$arg3:x64", "dma_addr=$arg4:x64")
                        .withArgumentsWithoutEvents(attrs),
                probe("dma_alloc_pages", size, "dir=$arg4:u32")
                        .withReturn(RETURNS_ADDRESS)
                        .withArgumentsAtReturn(storedAddress),
                probe("dma_free_pages", size, "dma_addr=$arg4:x64", "dir=$arg5:u32"),
                probe("dma_alloc_noncontiguous", size, "dir=$arg3:u32")
                        .withArgumentsWithoutEvents(attrs)
                        .withReturn(RETURNS_ADDRESS, "dma_addr=+16(+0($retval)):x64"),
                probe("dma_free_noncontiguous", size, "dma_addr=+16(+0($arg3)):x64", "dir=$arg4:u32"));
    }

    private static List<FunctionProbe> syncs() {
        return Stream.of(
                        "dma_sync_single_for_cpu",
                        "dma_sync_single_for_device",
                        "dma_sync_sg_for_cpu",
                        "dma_sync_sg_for_device")
                // the functions were exported under these names, later behind inline ones
                .flatMap(name -> Stream.of(name, "__" + name))
                .map(name -> name.contains("_sg_")
                        ? probe(name, "nents=$arg3:s32", "dir=$arg4:u32")
                                .withArgumentsWithoutEvents(PAGE_ARRAY, "sg=+0($arg2):x64[32]")
                        : probe(name, "addr=$arg2:x64", "size=$arg3:u64", "dir=$arg4:u32"))
                .toList();
    }

    private static FunctionProbe probe(String symbol, String... fetched) {
        return FunctionProbe.of(
                symbol,
                PART,
                Stream.concat(Stream.of(DEVICE), Stream.of(fetched)).toList());
    }
}
