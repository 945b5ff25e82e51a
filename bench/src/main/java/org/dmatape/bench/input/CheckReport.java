// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dmatape.bench.measure.MeasurementException;

/// What `dmatape check --format json` printed.
public final class CheckReport {

    private static final String INFO = "info";

    private final JsonNode checks;

    private CheckReport(JsonNode checks) {
        this.checks = checks;
    }

    /// Reads what a check printed into a file.
    public static CheckReport read(Path json) {
        try {
            return new CheckReport(new ObjectMapper().readTree(json.toFile()).required("checks"));
        } catch (IOException | IllegalArgumentException e) {
            throw new MeasurementException("cannot read what dmatape check printed: " + e.getMessage(), e);
        }
    }

    /// Says so if the checks found anything else than what is true of the recording. Of severity info only what the
    /// truth counts is compared.
    public void requireFindingsOf(GroundTruth truth) {
        SortedMap<String, Long> found = new TreeMap<>();
        for (JsonNode check : checks) {
            String name = check.required("check").asText();
            boolean counted = truth.findings().containsKey(name)
                    || !check.required("severity").asText().equals(INFO);
            if (counted && check.required("count").asLong() > 0) {
                found.put(name, check.required("count").asLong());
            }
        }
        SortedMap<String, Long> planted = new TreeMap<>(truth.findings());
        planted.values().removeIf(count -> count == 0);
        if (!found.equals(planted)) {
            throw new MeasurementException("dmatape check finds " + found + ", the generator planted " + planted);
        }
    }
}
