// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.cli.Cli;
import org.dmatape.cli.nightly.SimulatedLabFolder.Planted;
import org.dmatape.samples.generate.IommuMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lab through `nightly`, one call a night: from a night on the slowest mappings of one scenario take longer, one
/// night has a bug, one lost events, and nothing else may be told. Nine nights of one scenario; with
/// `-Ddmatape.lab.nights=60` the labs of docs/concepts/judgement.md, one with and one without all that.
///
/// `-Ddmatape.lab.events` events of a generated recording, `-Ddmatape.lab.guest=FOLDER` recordings of
/// samples/lab/nights.sh for the third scenario, `-Ddmatape.lab.seed` of the generator, `-Ddmatape.lab.keep=FOLDER`
/// where the pages of the last night stay.
class SimulatedNightsTest {

    private static final int NIGHTS = Integer.getInteger("dmatape.lab.nights", 9);
    private static final boolean IS_LONG = NIGHTS >= 60;
    private static final int EVENTS = Integer.getInteger("dmatape.lab.events", IS_LONG ? 20_000 : 10_000);
    private static final long SEED = Long.getLong("dmatape.lab.seed", IS_LONG ? 20261122 : 0);
    private static final Optional<GuestRecordings> GUEST = Optional.ofNullable(System.getProperty("dmatape.lab.guest"))
            .map(Path::of)
            .map(GuestRecordings::in);
    /// A mapping is made of steps, of which one gets slower: 7 % of that are 5 % of the p99 of mappings.
    private static final int FIVE_PERCENT = 7;

    private static final Planted PLANTED = IS_LONG ? new Planted(41, FIVE_PERCENT, 50, 33) : new Planted(9, 30, 8, 7);
    private static final long OTHER_SEEDS = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void theNightsNameWhatWasPlanted() throws IOException {
        SimulatedLabFolder lab = lab(SEED, PLANTED);
        Told told = nights(lab);
        told.print("planted");

        assertThat(told.lossy())
                .containsExactly(SimulatedLabFolder.night(PLANTED.loss()) + " " + lab.troubled(PLANTED.loss())
                        + " inconclusive");
        assertThat(told.alerts())
                .filteredOn(alert -> alert.contains("double-map"))
                .singleElement()
                .asString()
                .startsWith(PLANTED.bug() + " " + lab.troubled(PLANTED.bug()));
        assertThat(told.alerts())
                .filteredOn(alert -> !alert.contains("double-map"))
                .isNotEmpty()
                .allSatisfy(alert -> {
                    assertThat(alert).contains("strict: map/single/", "p99_ns", "regressed since ");
                    assertThat(dateOf(alert))
                            .isBetween(
                                    SimulatedLabFolder.night(PLANTED.slowerFrom() - 1),
                                    SimulatedLabFolder.night(PLANTED.slowerFrom() + 1));
                });
        assertThat(told.page()).contains(told.headlines());
        assertThat(told.past()).isEqualTo(told.alertsBefore(NIGHTS));
    }

    @Test
    void nightsWithoutAChangeRaiseAtMostOneAlert() throws IOException {
        assumeTrue(IS_LONG, "takes minutes; FalseAlertsTest holds the same on values in every build");
        Told told = nights(lab(SEED + OTHER_SEEDS, Planted.nothing()));
        told.print("unchanged");

        assertThat(told.lossy()).isEmpty();
        assertThat(told.alerts()).hasSizeLessThanOrEqualTo(1);
    }

    /// A change as small as what nights vary by is not dated to the night.
    private static LocalDate dateOf(String alert) {
        return LocalDate.parse(alert.substring(alert.lastIndexOf(' ') + 1));
    }

    /// What was said in all nights.
    ///
    /// @param alerts number of the night and headline
    /// @param lossy night, scenario and verdict where losses were named
    /// @param past alerts of earlier nights in the last night's JSON
    /// @param page overview of the last night
    private record Told(List<String> alerts, List<String> lossy, List<String> past, String page) {

        List<String> alertsBefore(int night) {
            return alerts.stream()
                    .filter(alert -> !alert.startsWith(night + " "))
                    .map(Told::headline)
                    .toList();
        }

        String[] headlines() {
            return alerts.stream().map(Told::headline).toArray(String[]::new);
        }

        private static String headline(String alert) {
            return alert.substring(alert.indexOf(' ') + 1);
        }

        void print(String name) {
            if (IS_LONG) {
                System.out.println(name + ": " + alerts.size() + " alerts\n" + String.join("\n", alerts)
                        + "\nlost events: " + lossy);
            }
        }
    }

    private SimulatedLabFolder lab(long seed, Planted planted) {
        List<IommuMode> generated = !IS_LONG
                ? List.of(IommuMode.STRICT)
                : GUEST.isPresent()
                        ? List.of(IommuMode.STRICT, IommuMode.LAZY)
                        : List.of(IommuMode.STRICT, IommuMode.LAZY, IommuMode.SWIOTLB);
        return new SimulatedLabFolder(folder.resolve("in"), generated, GUEST, NIGHTS, EVENTS, seed, planted);
    }

    private Told nights(SimulatedLabFolder lab) throws IOException {
        String store = folder.resolve("store").toString();
        Path page = folder.resolve("night.html");
        List<String> alerts = new ArrayList<>();
        List<String> lossy = new ArrayList<>();
        List<String> past = new ArrayList<>();
        for (int night = 1; night <= NIGHTS; night++) {
            lab.record(night);
            Cli.Result result = Cli.run(
                    "nightly",
                    lab.folder().toString(),
                    "--store",
                    store,
                    "--html",
                    page.toString(),
                    "--format",
                    "json",
                    "-q");
            assertThat(result.exitCode()).as(result.messages()).isIn(0, 1, 4);
            JsonNode judged = new ObjectMapper().readTree(result.text());
            assertThat(judged.get("night").asText())
                    .isEqualTo(SimulatedLabFolder.night(night).toString());
            for (JsonNode alert : judged.get("alerts")) {
                alerts.add(night + " " + alert.get("message").asText());
            }
            judged.get("scenarios").forEach(scenario -> lossy.addAll(losses(judged, scenario)));
            past = judged.get("past").findValuesAsText("message");
            keep(page, lab.seed() + "-" + night);
        }
        return new Told(alerts, lossy, past, Files.readString(page));
    }

    private static List<String> losses(JsonNode judged, JsonNode scenario) {
        List<String> lossy = new ArrayList<>();
        for (JsonNode reason : scenario.get("reasons")) {
            if (reason.asText().contains("lost")) {
                lossy.add(judged.get("night").asText() + " "
                        + scenario.get("scenario").asText() + " "
                        + scenario.get("verdict").asText());
            }
        }
        return lossy;
    }

    private static void keep(Path page, String name) throws IOException {
        String folder = System.getProperty("dmatape.lab.keep", "");
        if (!folder.isEmpty()) {
            Files.copy(page, Files.createDirectories(Path.of(folder)).resolve(name + ".html"));
        }
    }
}
