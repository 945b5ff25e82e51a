// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dmatape.capture.internal.decode.SeenDevices;
import org.dmatape.format.schema.DeviceColumn;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TextPool;

/// Writes table `device`: the virtio devices that were listed, and every other device that events named.
public final class DeviceRows {

    private final TableAppender table;
    private final TextPool texts;
    private final Set<String> written = new HashSet<>();
    private final Set<String> writtenVirtio = new HashSet<>();

    /// Rows of that table.
    public DeviceRows(TableAppender table, TextPool texts) {
        this.table = table;
        this.texts = texts;
    }

    /// Writes a row for each device that has none yet.
    ///
    /// @param listed virtio devices that were listed beside the recording
    /// @param seen devices that events named
    public void write(List<VirtioDevice> listed, SeenDevices seen) {
        for (VirtioDevice device : listed) {
            begin(device.dmaDevice());
            table.setText(DeviceColumn.VIRTIO_DEVICE, texts.idOf(device.name()));
            table.setLong(DeviceColumn.VIRTIO_ID, device.virtioId());
            table.setText(DeviceColumn.FEATURES, texts.idOf(device.features()));
            device.accessPlatform().ifPresent(uses -> table.setBoolean(DeviceColumn.ACCESS_PLATFORM, uses));
            if (!device.driver().isEmpty()) {
                table.setText(DeviceColumn.DRIVER, texts.idOf(device.driver()));
            }
            written.add(device.dmaDevice());
            writtenVirtio.add(device.name());
        }
        for (Map.Entry<String, String> device : new TreeMap<>(seen.virtioDevices()).entrySet()) {
            if (writtenVirtio.add(device.getKey())) {
                begin(device.getValue());
                table.setText(DeviceColumn.VIRTIO_DEVICE, texts.idOf(device.getKey()));
                written.add(device.getValue());
            }
        }
        for (String device : seen.names()) {
            if (written.add(device)) {
                begin(device);
            }
        }
    }

    private void begin(String device) {
        table.beginRow();
        table.setText(DeviceColumn.DEVICE, texts.idOf(device));
    }
}
