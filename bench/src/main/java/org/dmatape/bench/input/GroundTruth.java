// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the generator says is true of a recording.
///
/// @param events events in the file
/// @param findings findings by check; checks not listed find nothing
public record GroundTruth(long events, SortedMap<String, Long> findings) {

    /// Copies the map.
    public GroundTruth {
        findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
    }

    /// Reads the JSON that `dmatape generate` prints.
    static GroundTruth read(Path json) throws IOException {
        JsonNode truth = new ObjectMapper().readTree(json.toFile());
        SortedMap<String, Long> findings = new TreeMap<>();
        for (Map.Entry<String, JsonNode> check : truth.path("checks").properties()) {
            findings.put(check.getKey(), check.getValue().asLong());
        }
        return new GroundTruth(truth.required("eventsTotal").asLong(), findings);
    }
}
