// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.host.HostSurvey;
import org.dmatape.capture.instrument.InstrumentationPlan;

/// What to record, and how.
///
/// @param plan events to switch on
/// @param tape the tape to make
/// @param overwrite whether an existing tape is replaced
/// @param flushInterval what a crash may cost at most
/// @param buffers the kernel's ring buffers
/// @param rotation when to go on in another tape
/// @param flight to keep only the recent past
/// @param host what the machine says of itself
/// @param command command to run while recording; empty to record until told to stop
/// @param createdBy program and version, for the manifest
public record RecordRequest(
        InstrumentationPlan plan,
        Path tape,
        boolean overwrite,
        Duration flushInterval,
        RingBuffers buffers,
        Rotation rotation,
        Optional<Flight> flight,
        HostSurvey host,
        List<String> command,
        String createdBy) {

    public RecordRequest {
        command = List.copyOf(command);
    }
}
