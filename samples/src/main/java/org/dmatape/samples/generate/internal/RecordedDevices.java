// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal;

import java.io.IOException;
import java.util.Optional;
import org.dmatape.samples.generate.DeviceTruth;
import org.dmatape.samples.generate.GeneratorOptions;
import org.dmatape.samples.generate.internal.device.DeviceSide;

/// The recording of the devices' side, when there is to be one.
///
/// @param side what is recorded
record RecordedDevices(Optional<DeviceSide> side) implements AutoCloseable {

    static RecordedDevices of(GeneratorOptions options) throws IOException {
        return options.deviceLog().isEmpty()
                ? new RecordedDevices(Optional.empty())
                : new RecordedDevices(Optional.of(new DeviceSide(
                        options.deviceLog().get(), options.machine().iommuMode())));
    }

    /// Ends the recording.
    void finish() throws IOException {
        if (side.isPresent()) {
            side.get().finish();
        }
    }

    /// What is true of it, when it has ended.
    DeviceTruth truth() {
        return side.map(DeviceSide::truth).orElse(DeviceTruth.NONE);
    }

    @Override
    public void close() throws IOException {
        if (side.isPresent()) {
            side.get().close();
        }
    }
}
