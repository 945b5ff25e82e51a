// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What is known to be true of a shipped recording: the content of its `truth.json`.
///
/// @param recording name of the recording
/// @param kernel kernel release
/// @param commandLine command line the kernel was booted with
/// @param iommu what translated addresses
/// @param workload what ran
/// @param verdict `clean`, `findings`, or `inconclusive` where no DMA event was recorded, at the default `--fail-on
/// error`
/// @param devices devices that use the DMA API
/// @param checks findings that the guest's side alone must give, by check; a check not listed is not promised
/// @param kinds findings by check and kind, for checks that have kinds
/// @param notEvaluated checks for which the recording holds no evidence
/// @param informational checks of severity info that must have findings, whatever their number
/// @param events number of events by event name, as `trace-cmd report` counts them
/// @param eventsTotal sum of `events`
@JsonIgnoreProperties("schema")
public record RecordingTruth(
        String recording,
        String kernel,
        String commandLine,
        String iommu,
        String workload,
        String verdict,
        List<String> devices,
        Map<String, Long> checks,
        Map<String, Map<String, Long>> kinds,
        List<String> notEvaluated,
        List<String> informational,
        Map<String, Long> events,
        long eventsTotal) {

    static final String FILE_NAME = "truth.json";

    public RecordingTruth {
        devices = List.copyOf(devices);
        checks = Map.copyOf(checks);
        kinds = Map.copyOf(kinds);
        notEvaluated = List.copyOf(notEvaluated);
        informational = List.copyOf(informational);
        events = Map.copyOf(events);
    }

    static RecordingTruth read(Path recordingFolder) {
        Path file = recordingFolder.resolve(FILE_NAME);
        try {
            return new ObjectMapper().readValue(file.toFile(), RecordingTruth.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the truth of a shipped recording: " + file, e);
        }
    }
}
