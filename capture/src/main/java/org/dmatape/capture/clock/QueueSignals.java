// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock;

/// What one virtqueue did, seen from one side: the kicks that go from driver to device, and the interrupts that come
/// back.
final class QueueSignals {

    /// The index of the queue is not known.
    static final int UNKNOWN_INDEX = -1;

    private final String device;
    private final String name;
    private final SignalTimes kicks = new SignalTimes();
    private final SignalTimes preparedKicks = new SignalTimes();
    private final SignalTimes interrupts = new SignalTimes();
    private int index = UNKNOWN_INDEX;

    /// A queue.
    ///
    /// @param device the virtio device as this side calls it: `virtio0`, or a pointer of the device model
    /// @param name the queue as this side calls it
    QueueSignals(String device, String name) {
        this.device = device;
        this.name = name;
    }

    String device() {
        return device;
    }

    String name() {
        return name;
    }

    int index() {
        return index;
    }

    void index(int newIndex) {
        this.index = newIndex;
    }

    /// The driver's notifications, or their arrival at the device.
    SignalTimes kicks() {
        return kicks;
    }

    /// The driver's intentions to notify.
    SignalTimes preparedKicks() {
        return preparedKicks;
    }

    /// The notifications, or the intentions where no notification was recorded.
    SignalTimes bestKicks() {
        return kicks.count() > 0 ? kicks : preparedKicks;
    }

    /// The device's interrupts, or the entries of the driver's handler.
    SignalTimes interrupts() {
        return interrupts;
    }

    /// Whether the indices, as far as they are known, allow both to be the same queue.
    boolean canBe(QueueSignals other) {
        return index == UNKNOWN_INDEX || other.index == UNKNOWN_INDEX || index == other.index;
    }
}
