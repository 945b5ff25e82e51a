// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.format.schema.DeviceColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.replay.event.Names;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.event.internal.column.FlagColumn;
import org.dmatape.replay.event.internal.column.NameColumn;
import org.dmatape.replay.event.internal.column.TableCursor;
import org.dmatape.replay.facts.KnownDevice;

/// Table `device`, which is small and read whole.
public final class DeviceCursor extends TableCursor {

    private final NameColumn device;
    private final NameColumn virtioDevice;
    private final Names drivers = new Names();
    private final Names featureBits = new Names();
    private final NameColumn driver = column(DeviceColumn.DRIVER, new NameColumn(drivers));
    private final FlagColumn accessPlatform = column(DeviceColumn.ACCESS_PLATFORM, new FlagColumn());
    private final NameColumn features = column(DeviceColumn.FEATURES, new NameColumn(featureBits));
    private final TapeNames names;
    private final List<KnownDevice> devices = new ArrayList<>();

    /// A cursor that numbers devices in these names.
    public DeviceCursor(TapeNames names) {
        super(TapeTable.DEVICE);
        this.names = names;
        device = column(DeviceColumn.DEVICE, new NameColumn(names.devices()));
        virtioDevice = column(DeviceColumn.VIRTIO_DEVICE, new NameColumn(names.virtioDevices()));
    }

    /// All rows.
    public List<KnownDevice> all() {
        while (!ended()) {
            int row = row();
            devices.add(new KnownDevice(
                    names.devices().name(device.get(row)),
                    virtioDevice.isNull(row)
                            ? Optional.empty()
                            : Optional.of(names.virtioDevices().name(virtioDevice.get(row))),
                    driver.isNull(row) ? Optional.empty() : Optional.of(drivers.name(driver.get(row))),
                    accessPlatform.isNull(row) ? Optional.empty() : Optional.of(accessPlatform.get(row)),
                    features.isNull(row) ? Optional.empty() : Optional.of(featureBits.name(features.get(row)))));
            advance();
        }
        return devices;
    }
}
