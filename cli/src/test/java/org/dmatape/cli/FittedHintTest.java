// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FittedHintTest {

    private static final String HINT =
            "dmatape: made to fit 80 columns; with -f table | less -S nothing is shortened or moved\n";

    @TempDir
    private static Path folder;

    private static String bugs;

    @BeforeAll
    static void importRecording() {
        bugs = Tapes.ofTrace("bugs-612", folder);
    }

    @Test
    void whoSeesMovedValuesIsToldHowToSeeTheTable() {
        Cli.Result result = Cli.onTerminal(80, "cost", bugs);

        assertThat(result.messages()).isEqualTo(HINT);
        assertThat(result.text().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void nobodyIsToldWhereNothingMoved() {
        assertThat(Cli.onTerminal(400, "cost", bugs).messages()).isEmpty();
        assertThat(Cli.run("cost", bugs).messages()).isEmpty();
    }

    @Test
    void whoWantsItQuietHasItQuiet() {
        assertThat(Cli.onTerminal(80, "cost", bugs, "--quiet").messages()).isEmpty();
    }
}
