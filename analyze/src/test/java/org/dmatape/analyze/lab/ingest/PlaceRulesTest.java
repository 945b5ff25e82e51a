// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceRulesTest {

    private static final Instant EVENING = Instant.parse("2026-11-21T23:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "blk-strict, blk-strict",
        "2026-11-22/blk-strict/run-3, blk-strict",
        "blk-strict/2026-11-22.tape, blk-strict",
        "blk-strict_3.dat, blk-strict",
        "blk-strict.2.dat, blk-strict",
        "blk-strict-612, blk-strict-612",
        "net/20261122/trace.dat, net",
        "blk strict, blk_strict",
        "2026-11-22, unnamed",
    })
    void aScenarioIsTheLastPartOfThePathThatSaysWhat(String name, String scenario) {
        assertThat(PlaceRules.defaults().scenario(input(name))).isEqualTo(scenario);
    }

    @Test
    void theFirstRuleThatMatchesCounts() {
        PlaceRules rules = new PlaceRules(
                List.of(
                        new PlaceRules.Rule("*/lab2/**", "second", Optional.of("lab2")),
                        new PlaceRules.Rule("**", "rest", Optional.empty())),
                Optional.empty(),
                ZoneOffset.UTC);

        assertThat(rules.scenario(input("2026-11-22/lab2/blk"))).isEqualTo("second");
        assertThat(rules.host(input("2026-11-22/lab2/blk"))).contains("lab2");
        assertThat(rules.scenario(input("2026-11-22/lab1/blk"))).isEqualTo("rest");
        assertThat(rules.host(input("2026-11-22/lab1/blk"))).isEmpty();
    }

    @Test
    void theNightIsWhatSomebodySaidOrThePathOrTheFile() {
        PlaceRules berlin = new PlaceRules(List.of(), Optional.empty(), ZoneId.of("Europe/Berlin"));
        PlaceRules said = new PlaceRules(List.of(), Optional.of(LocalDate.of(2026, 1, 2)), ZoneOffset.UTC);

        assertThat(berlin.night(input("2026-11-01/2026-11-03-blk"), EVENING)).isEqualTo("2026-11-03");
        assertThat(berlin.night(input("20261103"), EVENING)).isEqualTo("2026-11-03");
        assertThat(berlin.night(input("2026-13-45"), EVENING)).isEqualTo("2026-11-22");
        assertThat(said.night(input("2026-11-01"), EVENING)).isEqualTo("2026-01-02");
    }

    private static CaptureInput input(String name) {
        return new CaptureInput(
                Path.of("/captures").resolve(name),
                name,
                CaptureInput.Kind.TAPE,
                List.of(),
                List.of(),
                Optional.empty());
    }
}
