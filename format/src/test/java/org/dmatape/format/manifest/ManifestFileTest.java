// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dmatape.format.TapeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFileTest {

    private static final Manifest FULL = new Manifest(
            Manifest.FORMAT_VERSION,
            TapeState.COMPLETE,
            "dmatape 0.1",
            List.of(new SourceInfo(
                    0, "a/trace.dat", "trace.dat v7", "00ff", 12, Map.of("uname", "Linux \u201Cx\u201D"))),
            Map.of("kernel", "6.12"),
            List.of(new ClockInfo(0, "mono", -5, 7, "same")),
            new LossSummary(1, 20, true),
            List.of(new EventCount("dma", "dma_map_page", 3, "dma_op: map")),
            List.of(new TableInfo("dma_op", 3, List.of(new PartInfo("part-00000.arrow", 3, 1, 99, "0123abcd")))),
            List.of("a note"),
            List.of(new Unrecorded("virtqueue", "left out", List.of("ring-full"))));

    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() {
        ManifestFile.write(folder, FULL);

        assertThat(ManifestFile.read(folder)).isEqualTo(FULL);
    }

    @Test
    void namesAreInSnakeCase() throws IOException {
        ManifestFile.write(folder, FULL);

        assertThat(Files.readString(folder.resolve(ManifestFile.NAME)))
                .contains("\"format_version\" : 1", "\"state\" : \"complete\"", "\"size_bytes\"", "\"source_id\"");
    }

    @Test
    void toleratesFieldsItDoesNotKnow() throws IOException {
        ManifestFile.write(folder, FULL);
        replace("\"state\"", "\"mood\" : \"good\", \"state\"");

        assertThat(ManifestFile.read(folder)).isEqualTo(FULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-1", "2147483647"})
    void refusesAnotherVersionBeforeItLooksAtAnythingElse(String version) throws IOException {
        Files.writeString(folder.resolve(ManifestFile.NAME), "{\"format_version\": " + version + ", \"state\": 7}");

        assertThatThrownBy(() -> ManifestFile.read(folder))
                .isInstanceOfSatisfying(
                        TapeException.class, e -> assertThat(e.kind()).isEqualTo(TapeException.Kind.OTHER_VERSION))
                .hasMessageContaining("format version " + version)
                .hasMessageContaining("this program reads version 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|has no format_version",
                "[]|has no format_version",
                "{}|has no format_version",
                "{\"format_version\": 1e3}|has no format_version",
                "{\"format_version\": 1}|state is missing",
                "{\"format_version\": 1,|at line 1",
                "{\"format_version\": 1, \"state\": \"asleep\"}|field state at line 1",
                "{\"format_version\": 1, \"state\": 2}|field state at line 1",
                "[[[[[[[[[[[[[[[[[[[[[[|depth",
            })
    void refusesWhatIsNoManifest(String json, String expected) throws IOException {
        Files.writeString(folder.resolve(ManifestFile.NAME), json);

        assertThatThrownBy(() -> ManifestFile.read(folder))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining(ManifestFile.NAME)
                .hasMessageContaining(expected);
    }

    @Test
    void refusesAFileOfAbsurdSize() throws IOException {
        Files.writeString(folder.resolve(ManifestFile.NAME), " ".repeat((16 << 20) + 1));

        assertThatThrownBy(() -> ManifestFile.read(folder))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void refusesALinkAsManifest() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "{}");
        Files.createSymbolicLink(folder.resolve(ManifestFile.NAME), elsewhere);

        assertThatThrownBy(() -> ManifestFile.read(folder))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("has no manifest.json");
    }

    private void replace(String what, String with) throws IOException {
        Path file = folder.resolve(ManifestFile.NAME);
        Files.writeString(file, Files.readString(file).replace(what, with));
    }
}
