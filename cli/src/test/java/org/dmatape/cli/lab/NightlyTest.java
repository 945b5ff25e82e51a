// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.StoreLayout;
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyTest {

    private static final String CLEAN = "net-strict-73";
    private static final String FAULTY = "maperror-612";

    @TempDir
    private Path folder;

    private LabFolder lab;

    @BeforeEach
    void open() {
        lab = new LabFolder(folder);
    }

    @Test
    void whatWasTakenInIsNotTakenInAgain() {
        lab.add(CLEAN, "2026-11-20/net/run-1");
        lab.add(FAULTY, "2026-11-20/error");

        Cli.Result first = lab.nightly();
        List<String> facts = lab.facts();
        Cli.Result second = lab.nightly();

        assertThat(first.messages()).contains("2 new, 0 known");
        assertThat(second.messages()).contains("0 new, 2 known");
        assertThat(lab.facts()).isEqualTo(facts);
        assertThat(lab.sql("SELECT scenario, night, verdict FROM capture ORDER BY ALL"))
                .containsExactly("error,2026-11-20,findings", "net,2026-11-20,clean");
    }

    @Test
    void theSameContentElsewhereIsNothingNew() {
        lab.add(CLEAN, "one");
        lab.add(CLEAN, "another");

        assertThat(lab.nightly().messages()).contains("1 new, 1 known");
    }

    @Test
    void aTapeIsTheRecordingsItWasMadeOf() throws IOException {
        Path recording = lab.add(CLEAN, "one");
        lab.nightly();
        Cli.run(
                "import",
                recording.toString(),
                "-o",
                lab.recordings().resolve("same.tape").toString(),
                "-q");

        assertThat(lab.nightly().messages()).contains("0 new, 2 known");
    }

    @Test
    void aBrokenCaptureDoesNotStopTheOthersAndIsTriedAgainWhenItChanges() throws IOException {
        lab.add(CLEAN, "fine");
        Path broken = lab.add(FAULTY, "broken").resolve("trace.dat");
        byte[] whole = Files.readAllBytes(broken);
        Files.write(broken, Arrays.copyOf(whole, whole.length / 2));

        Cli.Result first = lab.nightly();
        Cli.Result second = lab.nightly();
        Files.write(broken, whole);
        Cli.Result third = lab.nightly();

        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(first.messages()).contains("broken cannot be read: ", "trace.dat", "1 new, 0 known, 1 unreadable");
        assertThat(second.messages()).contains("could not be read before and has not changed", "0 new, 1 known");
        assertThat(third.messages()).contains("1 new, 1 known, 0 unreadable");
        assertThat(lab.sql("SELECT count(*) FROM broken")).containsExactly("0");
    }

    @Test
    void reportsAreWrittenOfCapturesWithFindingsAndLinkedTo(@TempDir Path out) throws IOException {
        Path recording = lab.add(FAULTY, "2026-11-20/new & faulty");
        lab.add(CLEAN, "2026-11-20/clean");
        Path page = out.resolve("night.html");
        String[] options = {
            "--html", page.toString(), "--reports", out.resolve("all of them").toString()
        };

        lab.nightly(options);
        String faulty = lab.sql("SELECT capture FROM capture WHERE verdict = 'findings'")
                .getFirst();
        assertThat(page).content().contains("href=\"./all%20of%20them/" + faulty + ".html\"");
        assertThat(out.resolve("all of them").toFile().list()).containsExactly(faulty + ".html");
        assertThat(out.resolve("all of them/" + faulty + ".html")).content().contains("map-error-unchecked");

        Files.delete(recording.resolve("trace.dat"));
        assertThat(lab.nightly(options).messages()).doesNotContain("no report");
        assertThat(page).content().contains("href=\"./all%20of%20them/" + faulty + ".html\"");
        assertThat(lab.nightly("--reports", out.resolve("others").toString()).messages())
                .contains("no report of 2026-11-20/new & faulty");
    }

    @Test
    void nothingReadableIsUnreadable() throws IOException {
        Files.createDirectories(lab.recordings());
        Files.writeString(lab.recordings().resolve("bad.dat"), "nothing of the kind");

        assertThat(lab.nightly().exitCode()).isEqualTo(3);
    }

    @Test
    void whileOneWritesTheOtherIsTold() throws IOException {
        lab.add(CLEAN, "one");
        StoreLayout layout = new StoreLayout(lab.store());
        try (LabStore other = LabStore.openForWriting(layout, "test")) {
            Cli.Result refused = lab.nightly();

            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.messages())
                    .contains("the store is being written by process "
                            + ProcessHandle.current().pid());
            assertThat(other.captures().all()).isEmpty();
        }
        assertThat(lab.nightly().messages()).contains("1 new");
    }

    @Test
    void pruningKeepsTheFacts() {
        lab.add(CLEAN, "2020-01-01/old");
        lab.add(FAULTY, "2026-11-20/new");
        lab.nightly();
        String store = lab.store().toString();

        assertThat(Cli.run("prune", "--store", store, "--keep", "900d", "--dry-run")
                        .messages())
                .contains("would remove the tapes of 1 captures");
        assertThat(Cli.run("prune", "--store", store, "--keep", "900d").exitCode())
                .isZero();

        assertThat(lab.sql("SELECT DISTINCT scenario FROM dma_op")).containsExactly("new");
        assertThat(lab.sql("SELECT scenario FROM capture ORDER BY 1")).containsExactly("new", "old");
        assertThat(lab.nightly().messages()).contains("0 new, 2 known");
        assertThat(Cli.run("store", "verify", store).exitCode()).isZero();
        assertThat(lab.store().resolve("lake/dma_op/date=2020-01-01")).doesNotExist();
    }

    @Test
    void aClockThatJumpedAheadRemovesNothingAndIsSaid() {
        lab.add(CLEAN, "2020-01-01/old");
        lab.nightly();
        String store = lab.store().toString();

        Cli.Result pruned =
                Cli.run("prune", "--store", store, "--keep", "30d"); // as if it had jumped from 2020 to today
        lab.add(FAULTY, "2098-01-01/later");
        Cli.Result ahead = lab.nightly();
        Cli.Result asked = lab.nightly("--night", "2020-01-01");

        assertThat(pruned.messages()).contains("removed the tapes of 0 captures before 2019-12-02");
        assertThat(ahead.messages()).contains("the newest night, 2098-01-01, is yet to come");
        assertThat(asked.messages()).doesNotContain("is yet to come");
        assertThat(lab.sql("SELECT DISTINCT scenario FROM dma_op ORDER BY 1")).containsExactly("later", "old");
    }

    @Test
    void verificationFindsWhatIsMissingDamagedOrTooMuch() throws IOException {
        lab.add(CLEAN, "one");
        lab.nightly();
        String store = lab.store().toString();
        List<String> paths;
        try (LabStore opened = LabStore.openForReading(new StoreLayout(lab.store()))) {
            paths = opened.captures().files().values().iterator().next().stream()
                    .map(file -> file.path())
                    .toList();
        }
        Path lake = lab.store().resolve("lake");
        Files.delete(lake.resolve(paths.get(0)));
        Files.write(lake.resolve(paths.get(1)), new byte[] {1}, StandardOpenOption.APPEND);
        Files.writeString(lake.resolve("stray.parquet"), "x");

        Cli.Result result = Cli.run("store", "verify", store);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.messages())
                .contains(
                        paths.get(0) + ": missing",
                        paths.get(1) + ": not the file that was written",
                        "stray.parquet: in")
                .contains("3 problems");
    }
}
