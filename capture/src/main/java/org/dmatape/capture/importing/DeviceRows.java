// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.format.schema.DeviceColumn;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TextPool;

/// Writes table `device`: the virtio devices that were listed, and every other device that events named.
final class DeviceRows {

    private final TableAppender table;
    private final TextPool texts;

    DeviceRows(TableAppender table, TextPool texts) {
        this.table = table;
        this.texts = texts;
    }

    /// Writes a row for each device.
    ///
    /// @param listed virtio devices that were listed beside the recording
    /// @param seen DMA devices that events named
    /// @param parents DMA device of a virtio device, as probes said
    void write(List<VirtioDevice> listed, List<String> seen, Map<String, String> parents) {
        Map<String, Boolean> written = new LinkedHashMap<>();
        for (VirtioDevice device : listed) {
            begin(device.dmaDevice());
            table.setText(DeviceColumn.VIRTIO_DEVICE, texts.idOf(device.name()));
            table.setLong(DeviceColumn.VIRTIO_ID, device.virtioId());
            table.setText(DeviceColumn.FEATURES, texts.idOf(device.features()));
            table.setBoolean(DeviceColumn.ACCESS_PLATFORM, device.accessPlatform());
            if (!device.driver().isEmpty()) {
                table.setText(DeviceColumn.DRIVER, texts.idOf(device.driver()));
            }
            written.put(device.dmaDevice(), true);
        }
        parents.forEach((virtioDevice, dmaDevice) -> {
            if (written.putIfAbsent(dmaDevice, true) == null) {
                begin(dmaDevice);
                table.setText(DeviceColumn.VIRTIO_DEVICE, texts.idOf(virtioDevice));
            }
        });
        for (String device : seen) {
            if (written.putIfAbsent(device, true) == null) {
                begin(device);
            }
        }
    }

    private void begin(String device) {
        table.beginRow();
        table.setText(DeviceColumn.DEVICE, texts.idOf(device));
    }
}
