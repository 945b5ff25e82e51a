// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--kernel 7.3 --iommu lazy --compression zlib",
                "--kernel 6.12-early --file-version 6 --sub-buffer 8192 --losses 0",
                "--iommu swiotlb --clock x86-tsc --instances 2 --rare-entries",
                "--big-endian --cpus 2 --block 1 --network 0 --nvme 2 --queues 3",
                "--32-bit --tick 100 --no-oddities --seed 99",
            })
    void whatItPlantsCheckFinds(String options) throws IOException {
        String recording = folder.resolve("x.dat").toString();
        String[] generate = ("generate --events 3000 --bug double-map=3,leaked-map=2 -o " + recording + " " + options)
                .strip()
                .split(" +");

        Cli.Result generated = Cli.run(generate);
        Cli.Result checked = Cli.run("check", recording, "--no-cache", "--format", "json");

        assertThat(generated.exitCode()).as(generated.messages()).isZero();
        JsonNode truth = new JsonMapper().readTree(generated.text());
        assertThat(truth.path("checks").path("double-map").asLong()).isEqualTo(3);
        JsonNode report = new JsonMapper().readTree(checked.text());
        assertThat(report.path("verdict").asText()).isEqualTo("findings");
        assertThat(findings(report, "double-map")).isEqualTo(3);
        assertThat(findings(report, "leaked-map")).isEqualTo(2);
        assertThat(checked.exitCode()).isEqualTo(1);
    }

    @Test
    void theSameSeedWritesTheSameFile() throws IOException {
        Path first = folder.resolve("a.dat");
        Path second = folder.resolve("b.dat");

        Cli.run("generate", "--events", "1000", "--seed", "5", "-o", first.toString());
        Cli.run("generate", "--events", "1000", "--seed", "5", "-o", second.toString());

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--bug double-mop=1        | no bug is called 'double-mop'",
                "--bug double-map=x        | expected NAME=COUNT",
                "--cpus 0                  | 1 to 64 CPUs",
                "--iommu soft              | 'soft' is none of strict, lazy, swiotlb, direct, bypass",
                "--bug sync-unmapped=1     | needs sync events",
                "--file-version 5          | 6 or 7",
                "--file-version 6 --compression zstd | version 6 knows no compression",
            })
    void whatCannotBeIsAUsageError(String options, String message) {
        String[] generate = ("generate --events 100 -o " + folder.resolve("x.dat") + " " + options).split(" +");

        Cli.Result result = Cli.run(generate);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.messages()).contains(message);
        assertThat(folder).isEmptyDirectory();
    }

    private static long findings(JsonNode report, String check) {
        return report.path("findings").findValuesAsText("check").stream()
                .filter(check::equals)
                .count();
    }
}
