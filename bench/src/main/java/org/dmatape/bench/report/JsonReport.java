// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.dmatape.bench.bar.BarResult;
import org.dmatape.bench.measure.Measurement;
import org.dmatape.bench.measure.ProcessFigures;

/// The outcome of a run for programs that compare runs.
public final class JsonReport {

    private static final String SCHEMA = "dmatape.bench/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    /// Writes the report into a file.
    public static void write(RunFacts facts, Path file) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(facts));
    }

    static ObjectNode of(RunFacts facts) {
        ObjectNode report = JSON.createObjectNode();
        report.put("schema", SCHEMA);
        report.put("command", facts.command());
        report.put("revision", facts.revision());
        report.set("machine", machine(facts));
        ArrayNode bars = report.putArray("bars");
        facts.results().forEach(result -> bars.add(bar(result)));
        ArrayNode measurements = report.putArray("measurements");
        facts.measurements().forEach(measurement -> measurements.add(measurement(measurement)));
        return report;
    }

    private static ObjectNode machine(RunFacts facts) {
        ObjectNode machine = JSON.valueToTree(facts.machine());
        machine.put("loadBefore", facts.loadBefore());
        machine.put("loadAfter", facts.loadAfter());
        return machine;
    }

    private static ObjectNode bar(BarResult result) {
        ObjectNode bar = JSON.createObjectNode();
        bar.put("bar", result.bar().name().toLowerCase(Locale.ROOT));
        bar.put("direction", result.bar().direction().words());
        bar.put("limit", result.bar().limit());
        bar.put("unit", result.bar().unit());
        if (result.value().isPresent()) {
            bar.put("value", result.value().getAsDouble());
        } else {
            bar.putNull("value");
        }
        bar.put("verdict", result.verdict().label());
        bar.put("detail", result.detail());
        return bar;
    }

    private static ObjectNode measurement(Measurement measured) {
        ObjectNode measurement = JSON.createObjectNode();
        measurement.put("run", measured.subject());
        measurement.put("events", measured.events());
        measurement.put("events_per_second", measured.eventsPerSecond());
        measurement.put("median_wall_ns", measured.series().medianWallNs());
        ArrayNode runs = measurement.putArray("runs");
        for (ProcessFigures figures : measured.series().runs()) {
            runs.addObject()
                    .put("wall_ns", figures.wallNs())
                    .put("cpu_ns", figures.cpuNs())
                    .put("peak_rss_bytes", figures.peakRssBytes());
        }
        return measurement;
    }
}
