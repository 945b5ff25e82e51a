// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lines of `virtio-devices.txt` as guests wrote them.
class VirtioDeviceTest {

    private static final String WITH_PLATFORM =
            "virtio2 0000:00:04.0 0x0001 0010010000000001111101010000110011000000100000000000000000000000 virtio_net";
    private static final String WITHOUT =
            "virtio1 0000:00:02.0 0x0009 1000000000000000000000000000110010000000100000000000000000000000 9pnet_virtio";
    private static final String UNBOUND =
            "virtio0 0000:00:01.0 0x0002 0000000000000000000000000000000000000000000000000000000000000000 driver";

    /// The balloon of Linux 7.3, whose driver refuses a device that is behind an IOMMU.
    private static final String GIVEN_UP =
            "virtio4 0000:00:05.0 0x0005 0100000000000000000000000000010010000000100000000000000000000000 driver";

    @TempDir
    private Path folder;

    @Test
    void bit33TellsWhetherTheDmaApiIsUsed() throws IOException {
        assertThat(read(WITH_PLATFORM).accessPlatform()).contains(true);
        assertThat(read(WITHOUT).accessPlatform()).contains(false);
    }

    @Test
    void aDeviceWithoutDriverHasNegotiatedNothing() throws IOException {
        VirtioDevice unbound = read(UNBOUND);

        assertThat(unbound.driver()).isEmpty();
        assertThat(unbound.accessPlatform()).isEmpty();
    }

    @Test
    void whatADriverHadNegotiatedThatGaveUpSaysNothing() throws IOException {
        VirtioDevice unbound = read(GIVEN_UP);

        assertThat(unbound.driver()).isEmpty();
        assertThat(unbound.accessPlatform()).isEmpty();
    }

    private VirtioDevice read(String line) throws IOException {
        return VirtioDevice.read(Files.writeString(folder.resolve("virtio-devices.txt"), line + "\n"))
                .getFirst();
    }
}
