// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

/// One operation of the driver on a virtqueue.
public final class VirtqueueOperation extends RecordedEvent {

    private int cpu;
    private VirtqueueOp op = VirtqueueOp.ADD;
    private Context context = Context.TASK;
    private int virtioDevice;
    private int queueName;
    private int queueIndex;
    private boolean hasQueueIndex;
    private long vq;
    private boolean hasVq;
    private long token;
    private boolean hasToken;
    private long result;
    private boolean hasResult;
    private long freeDescriptors;
    private long durationNs;

    /// Sets what is always known.
    public void begin(int newCpu, VirtqueueOp newOp, int newVirtioDevice, int newQueueName) {
        cpu = newCpu;
        op = newOp;
        virtioDevice = newVirtioDevice;
        queueName = newQueueName;
    }

    /// Sets what the CPU was doing.
    public void context(Context newContext) {
        context = newContext;
    }

    /// Sets the queue's place in its device, where known.
    public void queueIndex(boolean isKnown, int index) {
        hasQueueIndex = isKnown;
        queueIndex = index;
    }

    /// Sets the kernel's pointer to the queue, where known.
    public void vq(boolean isKnown, long pointer) {
        hasVq = isKnown;
        vq = pointer;
    }

    /// Sets the buffer's cookie, where known.
    public void token(boolean isKnown, long cookie) {
        hasToken = isKnown;
        token = cookie;
    }

    /// Sets what the function returned, where known.
    public void result(boolean isKnown, long value) {
        hasResult = isKnown;
        result = value;
    }

    /// Sets how many descriptors were free when it began; 0 where that was not recorded.
    public void freeDescriptors(long count) {
        freeDescriptors = count;
    }

    /// Sets how long it took; 0 where that was not recorded.
    public void durationNs(long ns) {
        durationNs = ns;
    }

    /// CPU that recorded it.
    public int cpu() {
        return cpu;
    }

    /// What the CPU was doing.
    public Context context() {
        return context;
    }

    /// What it does.
    public VirtqueueOp op() {
        return op;
    }

    /// Number of the virtio device, or [Names#UNKNOWN].
    public int virtioDevice() {
        return virtioDevice;
    }

    /// Number of the queue's name, or [Names#UNKNOWN].
    public int queueName() {
        return queueName;
    }

    /// Whether the place of the queue in its device is known.
    public boolean hasQueueIndex() {
        return hasQueueIndex;
    }

    /// The place of the queue in its device.
    public int queueIndex() {
        return queueIndex;
    }

    /// Whether the kernel's pointer to the queue is known.
    public boolean hasVq() {
        return hasVq;
    }

    /// The kernel's pointer to the queue: its identity within one boot.
    public long vq() {
        return vq;
    }

    /// Whether there is a buffer; a `get_buf` that found nothing has none.
    public boolean hasToken() {
        return hasToken;
    }

    /// The cookie of the buffer.
    public long token() {
        return token;
    }

    /// Whether the return value was recorded.
    public boolean hasResult() {
        return hasResult;
    }

    /// The return value.
    public long result() {
        return result;
    }

    /// Descriptors that were free when it began; 0 also where that was not recorded.
    public long freeDescriptors() {
        return freeDescriptors;
    }

    /// How long it took; 0 also where that was not recorded.
    public long durationNs() {
        return durationNs;
    }
}
