// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.internal.event.layout.CpuTrace;
import org.dmatape.samples.generate.internal.event.layout.EventCatalogue;
import org.dmatape.samples.generate.internal.event.layout.EventDefinition;
import org.dmatape.samples.generate.internal.event.layout.FieldType;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// The probes on virtqueue functions, as the lab sets them (`samples/lab/guest-work.sh`), and one more: the return of
/// `vring_interrupt`, which tells whether there was anything to do.
public final class VirtqueueProbes {

    private final int longBytes;
    private final int entryOffset;
    private final AddProbe addSgs;
    private final ReturnProbe addSgsReturn;
    private final AddProbe addOutbuf;
    private final ReturnProbe addOutbufReturn;
    private final QueueProbe getBuf;
    private final ReturnProbe getBufReturn;
    private final QueueProbe getBufCtx;
    private final ReturnProbe getBufCtxReturn;
    private final QueueProbe notify;
    private final EventDefinition kickPrepare;
    private final ProbeSite kickPrepareSite;
    private final ReturnProbe kickPrepareReturn;
    private final EventDefinition interrupt;
    private final ProbeSite interruptSite;
    private final ReturnProbe interruptReturn;
    private final int kickPrepareVqOffset;
    private final int interruptIrqOffset;
    private final int interruptVqOffset;

    /// @param segments whether the scatterlists are fetched
    public VirtqueueProbes(EventCatalogue catalogue, KernelFlavour kernel, int longBytes, boolean segments) {
        this.longBytes = longBytes;
        entryOffset = kernel.hasDmaEvents() ? Integer.BYTES : 0;
        ProbeSite addSgsSite = site(KernelFunction.VIRTQUEUE_ADD_SGS, KernelFunction.VIRTIO_QUEUE_RQ);
        addSgs = AddProbe.onAddSgs(catalogue, addSgsSite, segments);
        addSgsReturn = new ReturnProbe(catalogue, "add_sgs_ret", addSgsSite, FieldType.S32, "%d");
        ProbeSite addOutbufSite = site(KernelFunction.VIRTQUEUE_ADD_OUTBUF, KernelFunction.START_XMIT);
        addOutbuf = AddProbe.onAddOutbuf(catalogue, addOutbufSite, segments);
        addOutbufReturn = new ReturnProbe(catalogue, "add_outbuf_ret", addOutbufSite, FieldType.S32, "%d");
        ProbeSite getBufSite = site(KernelFunction.VIRTQUEUE_GET_BUF, KernelFunction.VIRTBLK_DONE);
        getBuf = new QueueProbe(catalogue, "get_buf", getBufSite);
        getBufReturn = new ReturnProbe(catalogue, "get_buf_ret", getBufSite, FieldType.U64, "0x%Lx");
        ProbeSite getBufCtxSite = site(KernelFunction.VIRTQUEUE_GET_BUF_CTX, KernelFunction.VIRTNET_POLL);
        getBufCtx = new QueueProbe(catalogue, "get_buf_ctx", getBufCtxSite);
        getBufCtxReturn = new ReturnProbe(catalogue, "get_buf_ctx_ret", getBufCtxSite, FieldType.U64, "0x%Lx");
        notify = new QueueProbe(
                catalogue, "notify", site(KernelFunction.VIRTQUEUE_NOTIFY, KernelFunction.VIRTIO_QUEUE_RQ));
        kickPrepareSite = site(KernelFunction.VIRTQUEUE_KICK_PREPARE, KernelFunction.VIRTIO_QUEUE_RQ);
        kickPrepare = catalogue
                .entryProbe("vq", "kick_prepare")
                .field("vq", FieldType.U64)
                .print("\"(%lx) vq=0x%Lx\", REC->__probe_ip, REC->vq");
        kickPrepareReturn = new ReturnProbe(catalogue, "kick_prepare_ret", kickPrepareSite, FieldType.U8, "%u");
        interruptSite = site(KernelFunction.VRING_INTERRUPT, KernelFunction.DRIVER_PROBE);
        interrupt = catalogue
                .entryProbe("vq", "interrupt")
                .field("irq", FieldType.S32)
                .field("vq", FieldType.U64)
                .print("\"(%lx) irq=%d vq=0x%Lx\", REC->__probe_ip, REC->irq, REC->vq");
        interruptReturn = new ReturnProbe(catalogue, "interrupt_ret", interruptSite, FieldType.U32, "%u");
        kickPrepareVqOffset = kickPrepare.offsetOf("vq");
        interruptIrqOffset = interrupt.offsetOf("irq");
        interruptVqOffset = interrupt.offsetOf("vq");
    }

    private ProbeSite site(KernelFunction function, KernelFunction caller) {
        return ProbeSite.of(function, caller, longBytes, entryOffset);
    }

    public AddProbe addSgs() {
        return addSgs;
    }

    public ReturnProbe addSgsReturn() {
        return addSgsReturn;
    }

    public AddProbe addOutbuf() {
        return addOutbuf;
    }

    public ReturnProbe addOutbufReturn() {
        return addOutbufReturn;
    }

    public QueueProbe getBuf() {
        return getBuf;
    }

    public ReturnProbe getBufReturn() {
        return getBufReturn;
    }

    public QueueProbe getBufCtx() {
        return getBufCtx;
    }

    public ReturnProbe getBufCtxReturn() {
        return getBufCtxReturn;
    }

    public QueueProbe notifyProbe() {
        return notify;
    }

    public ReturnProbe interruptReturn() {
        return interruptReturn;
    }

    public ReturnProbe kickPrepareReturn() {
        return kickPrepareReturn;
    }

    public void writeKickPrepare(CpuTrace cpu, long vq) {
        if (cpu.begin(kickPrepare, kickPrepare.fixedBytes())) {
            RingWriter ring = cpu.ring(kickPrepare);
            ring.putKernelLong(EventDefinition.COMMON_BYTES, kickPrepareSite.entry());
            ring.putLong(kickPrepareVqOffset, vq);
        }
    }

    public void writeInterrupt(CpuTrace cpu, int irq, long vq) {
        if (cpu.begin(interrupt, interrupt.fixedBytes())) {
            RingWriter ring = cpu.ring(interrupt);
            ring.putKernelLong(EventDefinition.COMMON_BYTES, interruptSite.entry());
            ring.putInt(interruptIrqOffset, irq);
            ring.putLong(interruptVqOffset, vq);
        }
    }
}
