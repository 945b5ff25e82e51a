// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.dmatape.format.TapeException;

/// What mapping operations take, in nanoseconds each. As a file it is one JSON object:
///
/// ```json
/// {"schema": "dmatape.costs/1",
///  "costs": [{"cost": "map", "ns": 1234.5, "per": "map", "source": "median of 6912 maps of one page, blk-strict-612"},
/// ...]}
/// ```
///
/// An item that a file leaves out is taken from the shipped table.
///
/// @param entries what each item takes, and where that comes from
public record CostTable(Map<CostItem, Entry> entries) {

    /// Name and version of the file's form.
    public static final String SCHEMA = "dmatape.costs/1";

    private static final String SHIPPED = "costs.json";

    /// Copies the map.
    public CostTable {
        EnumMap<CostItem, Entry> copy = new EnumMap<>(CostItem.class);
        copy.putAll(entries);
        entries = copy;
    }

    /// One item.
    ///
    /// @param ns nanoseconds of one
    /// @param source where that comes from
    public record Entry(double ns, String source) {}

    /// The table that comes with dmatape. Its sources say what it was derived from.
    public static CostTable shipped() {
        try (InputStream in = Objects.requireNonNull(CostTable.class.getResourceAsStream(SHIPPED))) {
            return parse(new JsonMapper().readTree(in), SHIPPED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a table. Items it leaves out come from the shipped one.
    ///
    /// @throws TapeException naming the file and what is wrong with it
    public static CostTable read(Path file) throws IOException {
        try {
            EnumMap<CostItem, Entry> entries = new EnumMap<>(shipped().entries);
            entries.putAll(parse(new JsonMapper().readTree(Files.readAllBytes(file)), file.toString()).entries);
            return new CostTable(entries);
        } catch (JsonProcessingException e) {
            throw TapeException.unreadable(file + ": no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static CostTable parse(JsonNode root, String file) {
        if (!root.path("schema").asText().equals(SCHEMA)) {
            throw TapeException.unreadable(
                    file + ": expected \"schema\": \"" + SCHEMA + "\", as 'dmatape replay" + " --calibrate' writes it");
        }
        EnumMap<CostItem, Entry> entries = new EnumMap<>(CostItem.class);
        for (JsonNode node : root.path("costs")) {
            String name = node.path("cost").asText();
            CostItem item = CostItem.of(name)
                    .orElseThrow(() -> TapeException.unreadable(file + ": there is no cost '" + name + "'"));
            double ns = node.path("ns").asDouble(Double.NaN);
            if (!(ns >= 0 && ns < Double.MAX_VALUE)) {
                throw TapeException.unreadable(
                        file + ": cost '" + name + "': \"ns\" must be a number of nanoseconds, 0 or more");
            }
            entries.put(item, new Entry(ns, node.path("source").asText(file)));
        }
        return new CostTable(entries);
    }

    /// One item; it costs nothing when the table does not have it.
    public Entry entry(CostItem item) {
        return entries.getOrDefault(item, new Entry(0, "not in the cost table"));
    }

    /// The table as a file.
    public String toJson() {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode().put("schema", SCHEMA);
        ArrayNode costs = root.putArray("costs");
        entries.forEach((item, entry) -> costs.addObject()
                .put("cost", item.label())
                .put("ns", Math.round(entry.ns() * 10) / 10.0)
                .put("per", item.per())
                .put("source", entry.source()));
        ObjectWriter writer = mapper.writerWithDefaultPrettyPrinter();
        try {
            return writer.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
