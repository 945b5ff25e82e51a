// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.dmatape.bench.measure.MeasurementException;

/// A tape an import made.
///
/// @param path its folder
/// @param events events its manifest says were read
/// @param sizeBytes bytes of all its files
public record Tape(Path path, long events, long sizeBytes) {

    /// Reads what the import wrote.
    public static Tape read(Path path) {
        try {
            JsonNode manifest =
                    new ObjectMapper().readTree(path.resolve("manifest.json").toFile());
            long events = 0;
            for (JsonNode kind : manifest.required("events")) {
                events += kind.required("count").asLong();
            }
            return new Tape(path, events, WorkFolder.sizeBytes(path));
        } catch (IOException | IllegalArgumentException e) {
            throw new MeasurementException("cannot read the manifest of " + path + ": " + e.getMessage(), e);
        }
    }

    /// Says so if the import did not read every event of the recording.
    public Tape requireEventsOf(GeneratedRecording recording) {
        if (events != recording.truth().events()) {
            throw new MeasurementException(path + ": the import read " + events + " events, the generator wrote "
                    + recording.truth().events() + " into " + recording.file());
        }
        return this;
    }
}
