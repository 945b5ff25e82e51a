// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.layout;

/// A record that names a device: fixed fields, the name, then (in some events) arrays, all packed.
public final class DeviceRecord {

    private final EventDefinition event;
    private final int nameOffset;

    /// Records of an event.
    ///
    /// @param nameField the field with the name's place
    public DeviceRecord(EventDefinition event, String nameField) {
        this.event = event;
        nameOffset = event.offsetOf(nameField);
    }

    /// Opens the record and puts the name in.
    ///
    /// @param arrayBytes room wanted behind the name, from [#arraysOffset(DeviceName)]
    /// @return false when the record is too large for the ring
    public boolean open(CpuTrace cpu, DeviceName device, int arrayBytes) {
        int nameAt = event.fixedBytes();
        if (!cpu.begin(event, nameAt + device.length() + arrayBytes)) {
            return false;
        }
        cpu.ring(event).putInt(nameOffset, DataLocation.of(nameAt, device.length()));
        cpu.ring(event).putBytes(nameAt, device.terminated());
        return true;
    }

    /// Where the arrays begin, behind the name.
    public int arraysOffset(DeviceName device) {
        return event.fixedBytes() + device.length();
    }
}
