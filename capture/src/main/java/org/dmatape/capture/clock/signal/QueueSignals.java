// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

/// What one virtqueue did, seen from one side: the kicks that go from driver to device, and the interrupts that come
/// back.
public final class QueueSignals {

    /// The index of the queue is not known.
    public static final int UNKNOWN_INDEX = -1;

    private final String device;
    private final String name;
    private final SignalTimes kicks;
    private final SignalTimes preparedKicks;
    private final SignalTimes interrupts;
    private int index = UNKNOWN_INDEX;

    /// A queue.
    ///
    /// @param device the virtio device as this side calls it: `virtio0`, or a pointer of the device model
    /// @param name the queue as this side calls it
    /// @param mostSignals signals to keep of each kind
    QueueSignals(String device, String name, int mostSignals) {
        this.device = device;
        this.name = name;
        this.kicks = new SignalTimes(mostSignals);
        this.preparedKicks = new SignalTimes(mostSignals);
        this.interrupts = new SignalTimes(mostSignals);
    }

    /// The virtio device, as this side names it.
    public String device() {
        return device;
    }

    /// The queue, as this side names it.
    public String name() {
        return name;
    }

    /// The number of the queue in its device, or [#UNKNOWN_INDEX].
    public int index() {
        return index;
    }

    /// Notes the number of the queue in its device.
    public void index(int newIndex) {
        this.index = newIndex;
    }

    /// The driver's notifications, or their arrival at the device.
    public SignalTimes kicks() {
        return kicks;
    }

    /// The driver's intentions to notify.
    SignalTimes preparedKicks() {
        return preparedKicks;
    }

    /// The notifications, or the intentions where no notification was recorded.
    public SignalTimes bestKicks() {
        return kicks.count() > 0 ? kicks : preparedKicks;
    }

    /// The device's interrupts, or the entries of the driver's handler.
    public SignalTimes interrupts() {
        return interrupts;
    }

    /// Signals are missing before the next ones.
    void skip() {
        kicks.skip();
        interrupts.skip();
    }

    /// Whether the indices, as far as they are known, allow both to be the same queue.
    public boolean canBe(QueueSignals other) {
        return index == UNKNOWN_INDEX || other.index == UNKNOWN_INDEX || index == other.index;
    }
}
