// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.internal.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dmatape.format.internal.ipc.Crc32c;
import org.dmatape.format.manifest.TableInfo;

/// One line of the commit log: eight hex digits of CRC-32C, a blank, and JSON.
///
///     5bd1a2c4 {"tables":[{"name":"dma_op","rows":120,"parts":[{"file":"part-00000.arrow","rows":120,...}]},...]}
///
/// @param tables how far every table goes; rows of different tables belong to the same moment
record CommitLine(List<TableInfo> tables) {

    private static final int CHECKSUM_DIGITS = 8;
    private static final int JSON_BEGIN = CHECKSUM_DIGITS + 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    CommitLine {
        tables = List.copyOf(tables);
    }

    /// The line, its end included.
    byte[] bytes() {
        try {
            String json = JSON.writeValueAsString(this);
            return (checksum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a commit cannot be written as JSON", impossible);
        }
    }

    /// What a line says; empty when it was cut or damaged.
    static Optional<CommitLine> parse(String line) {
        if (line.length() <= JSON_BEGIN) {
            return Optional.empty();
        }
        String json = line.substring(JSON_BEGIN);
        if (!line.startsWith(checksum(json) + " ")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(json, CommitLine.class));
        } catch (JsonProcessingException _) {
            return Optional.empty(); // a checksum that is right by accident or intent is still no commit
        }
    }

    private static String checksum(String json) {
        Crc32c crc = new Crc32c();
        crc.update(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
        return crc.hex();
    }
}
