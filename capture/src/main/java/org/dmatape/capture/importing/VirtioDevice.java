// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.recording.RecordingException;

/// A virtio device of the recorded machine, as a line of `virtio-devices.txt` says:
///
/// ```
///   virtio0 0000:00:01.0 0x0002 0010101001...  virtio_blk
///   name    DMA device   type   features       driver
/// ```
/// That is what `/sys/bus/virtio/devices/*` shows: the parent's name, `device`, `features`, the driver's name.
/// Character n of the features is bit n.
///
/// @param name virtio device
/// @param dmaDevice the device whose DMA it does: the parent, not the virtio device itself
/// @param virtioId type
/// @param features negotiated features
/// @param driver driver, empty when none was bound or told
/// @param unbound whether there was none: what features say then is what a driver that gave up had left
public record VirtioDevice(
        String name, String dmaDevice, int virtioId, String features, String driver, boolean unbound) {

    private static final int ACCESS_PLATFORM_BIT = 33;
    private static final int LEAST_COLUMNS = 4;
    private static final int MOST_BYTES = 1 << 20;
    private static final String HEX = "0x";
    /// What a script writes that takes the last part of the link `driver` where there is none.
    private static final String DANGLING_DRIVER = "driver";

    /// Whether VIRTIO_F_ACCESS_PLATFORM was negotiated: only then does the device use the DMA API. Empty when nothing
    /// was negotiated: no driver was bound.
    public Optional<Boolean> accessPlatform() {
        if (unbound || features.indexOf('1') < 0) {
            return Optional.empty();
        }
        return Optional.of(features.length() > ACCESS_PLATFORM_BIT && features.charAt(ACCESS_PLATFORM_BIT) == '1');
    }

    /// The devices a file lists; lines that are none are skipped.
    static List<VirtioDevice> read(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            String text = new String(input.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return text.lines()
                    .map(VirtioDevice::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + file + ": " + cause.getMessage(), cause);
        }
    }

    private static Optional<VirtioDevice> parse(String line) {
        List<String> columns = List.of(line.strip().split("\\s+"));
        if (columns.size() < LEAST_COLUMNS
                || !columns.get(0).startsWith("virtio")
                || !columns.get(3).matches("[01]+")
                || !columns.get(2).matches("0x[0-9a-fA-F]{1,4}")) {
            return Optional.empty();
        }
        boolean unbound = columns.size() > LEAST_COLUMNS && columns.get(4).equals(DANGLING_DRIVER);
        return Optional.of(new VirtioDevice(
                columns.get(0),
                columns.get(1),
                Integer.parseInt(columns.get(2).substring(HEX.length()), 16),
                columns.get(3),
                columns.size() > LEAST_COLUMNS && !unbound ? columns.get(4) : "",
                unbound));
    }
}
