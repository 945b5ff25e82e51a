// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dmatape.cli.Cli;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports that are killed without warning, at instants drawn by a seed.
class KilledImportTest {

    @TempDir
    private Path folder;

    private final Random random = Faults.random();
    private Path recording;
    private Path output;

    @BeforeEach
    void generate() throws IOException {
        recording = Faults.recording(folder);
        output = Files.createDirectory(folder.resolve("output"));
    }

    @Test
    void aTapeIsWholeOrNotThereAndTheNextImportCleansUp() throws IOException, InterruptedException {
        Path tape = output.resolve("X.tape");
        String[] importing = {"import", recording.toString(), "-o", tape.toString(), "--overwrite", "-q"};
        long wholeNs = timeOf(importing);

        for (int round = 0; round < Faults.ROUNDS; round++) {
            long livesNs = (long) (random.nextDouble() * wholeNs);
            DmatapeProcess.start(folder, Map.of(), importing).killAfter(livesNs);

            String instant = "round " + round + ", killed after " + livesNs + " ns, leaves " + Faults.names(output);
            assertThat(Faults.names(output))
                    .as(instant)
                    .anyMatch(name -> name.equals("X.tape") || name.startsWith(".X.tape.replaced-"));
            if (Files.exists(tape)) {
                Faults.assertWhole(tape, instant);
            }
        }
        Cli.Result next = Cli.run(importing);

        assertThat(next.exitCode()).as(next.messages()).isZero();
        Faults.assertWhole(tape, "the last");
        assertThat(Faults.names(output)).containsExactly("X.tape");
    }

    @Test
    void theCacheHoldsWholeTapesOnlyAndAnswersAsEver() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", output.toString());
        String[] checking = {"check", recording.toString(), "-q", "--check", "double-map"};
        long wholeNs = timeOf(checking);

        for (int round = 0; round < Faults.ROUNDS; round++) {
            long livesNs = (long) (random.nextDouble() * wholeNs);
            DmatapeProcess.start(folder, environment, checking).killAfter(livesNs);
            for (Path tape : cached()) {
                Faults.assertWhole(tape, "round " + round + ", killed after " + livesNs + " ns");
            }
        }
        Cli.Result next = Cli.run(environment, checking);

        assertThat(next.text()).isEqualTo(Cli.run(checking).text()).isNotEmpty();
        assertThat(cached()).hasSize(1);
        assertThat(Faults.names(cache())).noneMatch(name -> name.startsWith("."));
    }

    @Test
    void aKeptDatabaseIsTheOldOneOrTheNewOne() throws IOException, InterruptedException, SQLException {
        Path tape = folder.resolve("X.tape");
        assertThat(Cli.run("import", recording.toString(), "-o", tape.toString(), "-q")
                        .exitCode())
                .isZero();
        Path database = output.resolve("X.duckdb");
        String[] keeping = {"sql", tape.toString(), "--database", database.toString(), "--overwrite", "-q"};
        long wholeNs = timeOf(keeping);
        long mappings = mappings(database);

        for (int round = 0; round < Faults.ROUNDS; round++) {
            long livesNs = (long) (random.nextDouble() * wholeNs);
            DmatapeProcess.start(folder, Map.of(), keeping).killAfter(livesNs);
            assertThat(mappings(database))
                    .as("round " + round + ", killed after " + livesNs + " ns")
                    .isEqualTo(mappings)
                    .isPositive();
            assertThat(Faults.names(output))
                    .allMatch(name -> name.equals("X.duckdb") || name.startsWith(".X.duckdb.partial-"));
        }
        Cli.Result next = Cli.run(keeping);

        assertThat(next.exitCode()).as(next.messages()).isZero();
        assertThat(Faults.names(output)).containsExactly("X.duckdb");
    }

    private static long mappings(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM mapping")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    private long timeOf(String... arguments) throws IOException, InterruptedException {
        long beganNs = System.nanoTime();
        DmatapeProcess whole = DmatapeProcess.start(folder, Map.of(), arguments);
        assertThat(whole.exitCode()).as(whole.printed()).isIn(0, 1, 4);
        return System.nanoTime() - beganNs;
    }

    private Path cache() {
        return output.resolve("dmatape/tapes");
    }

    private List<Path> cached() throws IOException {
        return Files.isDirectory(cache())
                ? Faults.names(cache()).stream()
                        .filter(name -> !name.startsWith(".") && name.endsWith(".tape"))
                        .map(cache()::resolve)
                        .toList()
                : List.of();
    }
}
