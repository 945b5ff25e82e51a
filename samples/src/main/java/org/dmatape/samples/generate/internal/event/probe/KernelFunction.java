// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

/// Functions of the simulated kernel that appear in records, with made-up addresses.
public enum KernelFunction {
    DMA_MAP_PAGE_ATTRS("dma_map_page_attrs"),
    DMA_UNMAP_PAGE_ATTRS("dma_unmap_page_attrs"),
    VRING_MAP_ONE_SG("vring_map_one_sg"),
    VRING_UNMAP_ONE_SPLIT("vring_unmap_one_split"),
    VIRTQUEUE_ADD_SPLIT("virtqueue_add_split"),
    VIRTQUEUE_ADD_SGS("virtqueue_add_sgs"),
    VIRTQUEUE_ADD_OUTBUF("virtqueue_add_outbuf"),
    VIRTQUEUE_GET_BUF("virtqueue_get_buf"),
    VIRTQUEUE_GET_BUF_CTX("virtqueue_get_buf_ctx"),
    VIRTQUEUE_KICK_PREPARE("virtqueue_kick_prepare"),
    VIRTQUEUE_NOTIFY("virtqueue_notify"),
    VRING_INTERRUPT("vring_interrupt"),
    VIRTIO_QUEUE_RQ("virtio_queue_rq"),
    VIRTBLK_DONE("virtblk_done"),
    START_XMIT("start_xmit"),
    VIRTNET_POLL("virtnet_poll"),
    DRIVER_PROBE("simulated_driver_probe");

    private static final long SPACING_BYTES = 0x450;
    private static final long TEXT_64 = 0xffffffff8c17_5300L;
    private static final long TEXT_32 = 0xc017_5300L;

    private final String symbol;

    KernelFunction(String symbol) {
        this.symbol = symbol;
    }

    /// Its name in kallsyms.
    public String symbol() {
        return symbol;
    }

    /// Where it begins: the functions lie one after the other, in the order above.
    @SuppressWarnings("EnumOrdinal")
    public long address(int longBytes) {
        return (longBytes == Long.BYTES ? TEXT_64 : TEXT_32) + SPACING_BYTES * ordinal();
    }
}
