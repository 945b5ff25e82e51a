// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;
import java.util.stream.Stream;

/// Probes on the entry points of virtqueues (drivers/virtio/virtio_ring.c).
///
/// All of them are probed, because callers take short cuts: virtqueue_get_buf does not enter virtqueue_get_buf_ctx,
/// virtqueue_kick enters neither kick_prepare nor notify on some kernels. What nests is one operation, which the
/// decoder sees to.
///
/// What is fetched where, the same from 6.1 to 7.3 on 64-bit kernels (read from their type information):
///
/// ```
///   struct virtqueue        name @24 (char *)   vdev @32   index @40 (u32)   num_free @44 (u32)
///   struct virtio_device    dev @16, within it kobj.name @0 (char *) and parent @64, so parent @80
///   struct scatterlist      32 bytes: page_link, offset and length, dma_address, dma_length and flags
/// ```
final class VirtqueueProbes {

    private static final InstrumentationPart PART = InstrumentationPart.VIRTQUEUE;
    /// The argument that fetches the array of struct page, left out where a kernel has no such variable.
    static final String PAGE_ARRAY = "vmemmap=@" + ProbeCatalogue.PAGE_ARRAY + ":x64";

    private static final List<String> QUEUE = queue("$arg1");
    private static final String FREE = "free=+44($arg1):u32";
    private static final String RETURNS_INT = "ret=$retval:s32";
    private static final String RETURNS_BOOL = "ret=$retval:u8";
    private static final String RETURNS_TOKEN = "ret=$retval:x64";
    /// Bytes the device wrote: where the caller wants them stored.
    private static final String USED_LENGTH = "len=+0($arg2):u32";

    private VirtqueueProbes() {}

    static List<FunctionProbe> all() {
        return List.of(
                FunctionProbe.of("virtqueue_add_sgs", PART, addLists()).withReturn(RETURNS_INT),
                addOne("virtqueue_add_outbuf"),
                addOne("virtqueue_add_inbuf"),
                addOne("virtqueue_add_inbuf_ctx"),
                addOne("virtqueue_add_inbuf_cache_clean"),
                addOne("virtqueue_add_outbuf_premapped"),
                addOne("virtqueue_add_inbuf_premapped"),
                FunctionProbe.of("virtqueue_get_buf", PART, QUEUE)
                        .withReturn(RETURNS_TOKEN)
                        .withArgumentsAtReturn(USED_LENGTH),
                FunctionProbe.of("virtqueue_get_buf_ctx", PART, QUEUE)
                        .withReturn(RETURNS_TOKEN)
                        .withArgumentsAtReturn(USED_LENGTH),
                FunctionProbe.of("virtqueue_detach_unused_buf", PART, QUEUE).withReturn(RETURNS_TOKEN),
                FunctionProbe.of("virtqueue_kick", PART, QUEUE).withReturn(RETURNS_BOOL),
                FunctionProbe.of("virtqueue_kick_prepare", PART, QUEUE).withReturn(RETURNS_BOOL),
                FunctionProbe.of("virtqueue_notify", PART, QUEUE).withReturn(RETURNS_BOOL),
                FunctionProbe.of("vring_interrupt", PART, join(List.of("irq=$arg1:s32"), queue("$arg2")))
                        .withReturn(RETURNS_INT));
    }

    /// virtqueue_add_sgs(vq, sgs, out_sgs, in_sgs, data): an array of lists. Block drivers keep two entries in place
    /// and link the rest, so what entry 1 of the second list links to is fetched as well; a link is the address of
    /// the next entry plus 1.
    private static List<String> addLists() {
        return join(
                QUEUE,
                List.of(
                        FREE,
                        "out=$arg3:u32",
                        "in=$arg4:u32",
                        "data=$arg5:x64",
                        PAGE_ARRAY,
                        "sg0=+0(+0($arg2)):x64[4]",
                        "sg1=+0(+8($arg2)):x64[8]",
                        "sg2=+0(+16($arg2)):x64[8]",
                        "sg3=+0(+24($arg2)):x64[4]",
                        "sg1_link=-1(+32(+8($arg2))):x64[60]"));
    }

    /// virtqueue_add_outbuf(vq, sg, num, data) and those like it: one list.
    private static FunctionProbe addOne(String symbol) {
        List<String> fetched =
                join(QUEUE, List.of(FREE, "num=$arg3:u32", "data=$arg4:x64", PAGE_ARRAY, "sg=+0($arg2):x64[24]"));
        return FunctionProbe.of(symbol, PART, fetched).withReturn(RETURNS_INT);
    }

    /// Which queue of which device, from a virtqueue: pointer, virtio device, the device whose DMA it does, name,
    /// index.
    private static List<String> queue(String virtqueue) {
        return List.of(
                "vq=" + virtqueue + ":x64",
                "dev=+0(+16(+32(" + virtqueue + "))):string",
                "dma=+0(+0(+80(+32(" + virtqueue + ")))):string",
                "name=+0(+24(" + virtqueue + ")):string",
                "idx=+40(" + virtqueue + "):u32");
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
