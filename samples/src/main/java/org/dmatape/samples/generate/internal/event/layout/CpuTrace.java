// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.layout;

import java.util.List;
import org.dmatape.samples.generate.internal.ring.RingWriter;

/// What one CPU writes: its clock, the context it runs in, and its ring in each buffer.
public final class CpuTrace {

    /// What a CPU runs in, in terms of an event's common fields.
    ///
    /// @param pid `common_pid`
    /// @param flags `common_flags`
    /// @param preemptCount `common_preempt_count`
    public record Context(int pid, int flags, int preemptCount) {

        private static final int IRQS_OFF = 0x01;
        private static final int HARD_IRQ = 0x08;
        private static final int SOFT_IRQ = 0x10;

        /// A thread.
        public static Context task(int pid) {
            return new Context(pid, 0, 0);
        }

        /// An interrupt handler on top of a thread.
        public Context hardIrq() {
            return new Context(pid, HARD_IRQ | IRQS_OFF, 1);
        }

        /// A softirq on top of a thread.
        public Context softIrq() {
            return new Context(pid, SOFT_IRQ, 1);
        }
    }

    private final int index;
    private final List<RingWriter> rings;
    private final int[] ringOfKind;
    private final ClockUnits clock;
    private long nowNs;
    private long written;
    private Context context = Context.task(0);

    /// @param index number of the CPU
    /// @param rings its ring in each buffer
    /// @param ringOfKind which of them takes an event, by [EventDefinition#kind()]
    public CpuTrace(int index, List<RingWriter> rings, int[] ringOfKind, ClockUnits clock, long startNs) {
        this.index = index;
        this.rings = List.copyOf(rings);
        this.ringOfKind = ringOfKind.clone();
        this.clock = clock;
        nowNs = startNs;
    }

    public int index() {
        return index;
    }

    /// The time on this CPU.
    public long nowNs() {
        return nowNs;
    }

    /// Lets time pass.
    public void advance(long ns) {
        nowNs += ns;
    }

    /// Lets time pass until then, if that is in the future.
    public void advanceTo(long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
    }

    public Context context() {
        return context;
    }

    /// Switches to another context.
    public void enter(Context next) {
        context = next;
    }

    /// The ring that takes this kind of event.
    public RingWriter ring(EventDefinition event) {
        return rings.get(ringOfKind[event.kind()]);
    }

    /// Opens a record in [#ring(EventDefinition)] and fills in the common fields.
    ///
    /// @return false when the record is too large for the ring
    public boolean begin(EventDefinition event, int recordBytes) {
        RingWriter ring = ring(event);
        if (!ring.begin(clock.stamp(nowNs), event.kind(), recordBytes)) {
            return false;
        }
        written++;
        ring.putShort(EventDefinition.COMMON_TYPE_OFFSET, event.id());
        ring.putByte(EventDefinition.COMMON_FLAGS_OFFSET, context.flags());
        ring.putByte(EventDefinition.COMMON_PREEMPT_COUNT_OFFSET, context.preemptCount());
        ring.putInt(EventDefinition.COMMON_PID_OFFSET, context.pid());
        return true;
    }

    /// Events written so far, lost ones included.
    public long written() {
        return written;
    }

    /// All rings, in the order of the buffers.
    public List<RingWriter> rings() {
        return rings;
    }
}
