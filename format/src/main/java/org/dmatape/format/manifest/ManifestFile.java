// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.dmatape.format.TapeException;

/// Reads and writes `manifest.json`. What is read is not trusted: its size and depth are bounded, and a version
/// this program does not know is refused before anything else is looked at.
public final class ManifestFile {

    /// Its name in the tape's folder.
    public static final String NAME = "manifest.json";

    private static final int MAX_SIZE_BYTES = 16 << 20;
    private static final int MAX_DEPTH = 16;
    private static final String FORMAT_VERSION = "format_version";

    private static final JsonMapper JSON = mapper();

    private ManifestFile() {}

    /// Writes the manifest of the tape in a folder.
    public static void write(Path tapeFolder, Manifest manifest) {
        Path file = tapeFolder.resolve(NAME);
        try {
            Files.writeString(file, JSON.writeValueAsString(manifest) + "\n");
        } catch (IOException cause) {
            throw TapeException.cannotWrite(file, cause);
        }
    }

    /// Replaces the manifest of the tape in a folder in one step: whoever reads it sees the old or the new one, also
    /// after a loss of power. Waits for the disk.
    public static void replace(Path tapeFolder, Manifest manifest) {
        Path next = tapeFolder.resolve(NAME + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(manifest));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, tapeFolder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException cause) {
            throw TapeException.cannotWrite(next, cause);
        }
    }

    /// Reads the manifest of the tape in a folder.
    public static Manifest read(Path tapeFolder) {
        Path file = tapeFolder.resolve(NAME);
        byte[] bytes = bytesOf(file);
        try {
            checkVersion(file, JSON.readTree(bytes));
            return JSON.readValue(bytes, Manifest.class);
        } catch (JsonProcessingException cause) {
            throw TapeException.unreadable(file + " is not the manifest of a tape: " + reason(cause), cause);
        } catch (IOException cause) {
            throw TapeException.cannotRead(file, cause);
        }
    }

    private static byte[] bytesOf(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw TapeException.unreadable(file.getParent() + " is not a tape: it has no " + NAME);
        }
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(MAX_SIZE_BYTES + 1);
            if (bytes.length > MAX_SIZE_BYTES) {
                throw TapeException.unreadable(
                        file + " is larger than " + MAX_SIZE_BYTES + " bytes: not the manifest of a tape");
            }
            return bytes;
        } catch (IOException cause) {
            throw TapeException.cannotRead(file, cause);
        }
    }

    private static void checkVersion(Path file, JsonNode tree) {
        JsonNode version = tree.path(FORMAT_VERSION);
        if (!version.isInt()) {
            throw TapeException.unreadable(file + " is not the manifest of a tape: it has no " + FORMAT_VERSION);
        }
        if (version.intValue() != Manifest.FORMAT_VERSION) {
            throw TapeException.otherVersion(file + " says the tape has format version " + version.intValue()
                    + ", this program reads version " + Manifest.FORMAT_VERSION
                    + ": use the dmatape that wrote it, or import the recording again");
        }
    }

    private static String reason(JsonProcessingException cause) {
        String line = cause.getLocation() == null
                ? ""
                : " at line " + cause.getLocation().getLineNr();
        return switch (cause) {
            case ValueInstantiationException missing
            when missing.getCause() != null -> missing.getCause().getMessage() + line;
            case JsonMappingException mapping -> "unexpected value of field " + fieldOf(mapping) + line;
            default -> cause.getOriginalMessage() + line;
        };
    }

    private static String fieldOf(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_SIZE_BYTES)
                        .build());
        return mapper;
    }
}
