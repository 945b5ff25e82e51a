// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is true of a generated recording.
///
/// @param seed seed it was made with
/// @param kernel kernel flavour
/// @param iommuMode IOMMU mode
/// @param verdict `clean`, `findings` (some of severity error) or `inconclusive` (events were lost, or no
/// device calls the DMA API). Where events were lost and bugs committed, `findings` is right as well
/// @param exact whether `checks` are exact; when events were lost they are upper bounds, and no other check may
/// find anything
/// @param checks findings by check; checks not listed find nothing. Without a log of the device's side, nothing
/// of what needs one is among them
/// @param kinds findings by check and kind, for checks that have kinds
/// @param notEvaluated checks for which the recording holds no evidence
/// @param eventsTotal events in the file
/// @param events events in the file by `system:name`
/// @param eventsPerCpu events in the file by CPU
/// @param eventsPerBuffer events in the file by buffer; the main one has the empty name
/// @param lostEvents events that did happen and are missing
/// @param losses where events are missing
/// @param counts what the drivers did, whether or not its events survived
/// @param oddities how often each legal oddity was mixed in
/// @param devices the devices
/// @param deviceSide what is true of the log of the device's side; all zero when none was asked for
@JsonPropertyOrder({"schema"})
public record GeneratedTruth(
        long seed,
        String kernel,
        String iommuMode,
        String verdict,
        boolean exact,
        Map<String, Long> checks,
        Map<String, Map<String, Long>> kinds,
        List<String> notEvaluated,
        long eventsTotal,
        Map<String, Long> events,
        List<Long> eventsPerCpu,
        Map<String, Long> eventsPerBuffer,
        long lostEvents,
        List<Loss> losses,
        Counts counts,
        Map<LegalOddity, Long> oddities,
        List<Device> devices,
        DeviceTruth deviceSide) {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// Events missing at one place.
    ///
    /// @param cpu CPU whose ring ran over
    /// @param buffer name of the buffer, empty for the main one
    /// @param events how many are missing
    /// @param countRecorded whether the file says how many; otherwise only that some are missing
    public record Loss(int cpu, String buffer, long events, boolean countRecorded) {}

    /// What the drivers did.
    ///
    /// @param mappings mappings begun: one per page mapping, scatterlist or coherent allocation
    /// @param unmappings mappings ended properly
    /// @param liveAtEnd mappings begun in the recording that are live at its end, leaks included
    /// @param originUnknown unmaps of what was mapped before the recording
    /// @param requests buffers added to virtqueues
    /// @param returned buffers that came back from virtqueues
    /// @param inFlightAtEnd buffers still with their devices at the end
    public record Counts(
            long mappings,
            long unmappings,
            long liveAtEnd,
            long originUnknown,
            long requests,
            long returned,
            long inFlightAtEnd) {}

    /// A device of the simulated machine.
    ///
    /// @param name the device the DMA API sees
    /// @param virtioDevice name on the virtio bus, empty when it is no virtio device
    /// @param virtioDevicesLine its line in a `virtio-devices.txt`, empty when it is no virtio device
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Device(String name, String virtioDevice, String virtioDevicesLine) {}

    public GeneratedTruth {
        checks = Collections.unmodifiableMap(new TreeMap<>(checks));
        kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
        notEvaluated = List.copyOf(notEvaluated);
        events = Collections.unmodifiableMap(new TreeMap<>(events));
        eventsPerCpu = List.copyOf(eventsPerCpu);
        eventsPerBuffer = Collections.unmodifiableMap(new TreeMap<>(eventsPerBuffer));
        losses = List.copyOf(losses);
        oddities = Collections.unmodifiableMap(new TreeMap<>(oddities));
        devices = List.copyOf(devices);
    }

    /// The version of the JSON form.
    @JsonProperty("schema")
    public String schema() {
        return "dmatape.generated/1";
    }

    /// The JSON form.
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write the truth as JSON", e);
        }
    }

    /// Writes the JSON form to a file.
    public void writeJson(Path file) throws IOException {
        Files.writeString(file, toJson() + "\n");
    }
}
