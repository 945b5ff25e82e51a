// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmatape.analyze.lab.judge.settings.Failure;
import org.dmatape.analyze.lab.judge.settings.JudgementSettings;
import org.dmatape.analyze.lab.judge.settings.Thresholds;
import org.dmatape.cli.session.UsageException;
import org.dmatape.queries.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFileTest {

    private static final String EVERYTHING = """
            [environment]
            ignore = ["host.command_line"]

            [[scenario]]
            path = "**/blk-*"
            name = "blk"
            host = "lab1"

            [night]
            zone = "UTC"
            expected = ["blk"]
            fail-on = ["regression", "open-regression"]
            severity = "warning"

            [thresholds]
            window-nights = 20
            minimum-effect = 0.1

            [[threshold]]
            metric = "map/single/0000:00:01.0/p99_ns"
            minimum-effect = 1
            """;

    @TempDir
    private Path folder;

    @Test
    void everySectionIsRead() throws IOException {
        LabConfiguration lab = read(EVERYTHING);

        assertThat(lab.ignoredFacts()).containsExactly("host.command_line");
        assertThat(lab.scenarios()).singleElement().hasFieldOrPropertyWithValue("scenario", "blk");
        assertThat(lab.zone()).hasToString("UTC");
        assertThat(lab.judgement().failures()).containsExactlyInAnyOrder(Failure.REGRESSION, Failure.OPEN_REGRESSION);
        assertThat(lab.judgement().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aThresholdOfOneMetricReplacesThatOfAll() throws IOException {
        JudgementSettings settings = read(EVERYTHING).judgement();
        Thresholds ofOne = settings.thresholdsFor("blk", "map/single/0000:00:01.0/p99_ns");

        assertThat(settings.thresholdsFor("blk", "other").minimumEffect()).isEqualTo(0.1);
        assertThat(ofOne.minimumEffect()).isEqualTo(1);
        assertThat(ofOne.windowNights()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[night]@zone = 'Nowhere/Land'|2:1|expected a zone",
                "[night]@fail-on = ['everything']|2:1|expected regression, open-regression",
                "[night]@color = 'red'|2:1|'color' is not known here; there are expected, fail-on, severity, zone",
                "[thresholds]@@window-nights = 'many'|3:1|expected a whole number",
                "[thresholds]@p-value = 2.0|1:1|between 0 and 1",
                "[[scenario]]@name = 'a b'@path = '**'|2:1|letters, digits",
                "[[scenario]]@name = 'a'|1:1|'path' is missing here",
                "[[scenario]]@name = 'a'@path = '{'|3:1|no pattern of paths",
                "[[threshold]]@minimum-effect = 0.1|1:1|neither 'scenario' nor 'metric'",
                "[night|1:|",
                "a = 1@a = 2|2:1|",
                "[environment]@ignore = [1]|2:11|expected text in quotes",
            })
    void aMistakeIsToldWithItsPlace(String text, String place, String message) {
        assertThatThrownBy(() -> read(text.replace('@', '\n')))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("lab.toml:" + place)
                .hasMessageContaining(message == null ? "" : message);
    }

    private LabConfiguration read(String text) throws IOException {
        return ConfigurationFile.read(Files.writeString(folder.resolve("lab.toml"), text));
    }
}
