// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dmatape.cli.Cli;
import org.dmatape.samples.ShippedRecordings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {

    private static final Path BUGS = ShippedRecordings.locate().folder("bugs-612");

    @TempDir
    private Path folder;

    private Path tape;

    @BeforeEach
    void importBugs() {
        tape = folder.resolve("bugs.tape");
        Cli.run("import", BUGS.toString(), "-o", tape.toString(), "--quiet");
    }

    @Test
    void tellsWhereTheTapeIsFromAndWhatIsOnIt() {
        Cli.Result result = Cli.run("info", tape.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.messages()).isEmpty();
        assertThat(result.text())
                .startsWith(tape + "\n")
                .contains(
                        "state         complete\n",
                        "command_line  console=ttyS0 quiet panic=-1 lab.name=bugs-612",
                        """

                        Devices
                        device        virtio_device  driver        access_platform  iommu_group_type
                        ------------  -------------  ------------  ---------------  ----------------
                        0000:00:01.0  virtio0        virtio_blk    true             -
                        0000:00:02.0  virtio1        9pnet_virtio  false            -
                        0000:00:03.0  -              -             -                -
                        """,
                        "dma         dma_map_page                 154  dma_op: map\n",
                        "dma_op          310  ",
                        "\nLost events\nnone\n");
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        JsonNode info = new JsonMapper()
                .readTree(Cli.run("info", tape.toString(), "--format", "json").text());

        assertThat(info.path("schema").asText()).isEqualTo("dmatape.info/1");
        assertThat(info.path("state").asText()).isEqualTo("complete");
        assertThat(info.path("devices")).hasSize(3);
        assertThat(info.path("devices").get(1).path("access_platform").asBoolean(true))
                .isFalse();
        assertThat(info.path("loss")).isEmpty();
        assertThat(info.path("missing")).isEmpty();
    }

    @Test
    void aRecordingIsImportedOnTheFlyAndKept() throws IOException {
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder.toString());

        Cli.Result first = Cli.run(environment, "info", BUGS.toString());
        Cli.Result second = Cli.run(environment, "info", BUGS.toString());

        assertThat(first.exitCode()).isZero();
        assertThat(second.text()).isEqualTo(first.text()).startsWith(BUGS + "\n");
        assertThat(folder.resolve("dmatape/tapes")).isDirectoryContaining("glob:**.tape");
    }

    @Test
    void withoutTheCacheNothingIsKept() {
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", folder.toString());

        assertThat(Cli.run(environment, "info", BUGS.toString(), "--no-cache").exitCode())
                .isZero();
        assertThat(folder.resolve("dmatape")).doesNotExist();
    }

    @Test
    void aTapeWithADamagedManifestIsUnreadable() throws IOException {
        Files.writeString(tape.resolve("manifest.json"), "{\"format_version\": 1, \"state\": ");

        Cli.Result result = Cli.run("info", tape.toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.messages()).contains("manifest.json").hasLineCount(1);
    }

    @Test
    void aTapeThatLacksAPartIsUnreadable() throws IOException {
        Path part;
        try (var parts = Files.list(tape.resolve("dma_op"))) {
            part = parts.findFirst().orElseThrow();
        }
        Files.delete(part);

        Cli.Result result = Cli.run("info", tape.toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.messages()).contains(part.toString()).hasLineCount(1);
    }

    @Test
    void aMissingTapeIsUnreadable() {
        Cli.Result result = Cli.run("info", folder.resolve("nowhere.tape").toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.messages()).contains("nowhere.tape").hasLineCount(1);
    }

    @Test
    void aFormatThatCannotHoldItIsAUsageError() {
        Cli.Result result = Cli.run("info", tape.toString(), "--format", "csv");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains("'csv' is none of table, json");
    }
}
