// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.fixture.FixtureTape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CancelTest {

    private static final String TAKES_HOURS =
            "SELECT count() FROM range(1000000000) x, range(1000000) y WHERE hash(x.range + y.range) % 7 = 3";

    @Test
    void aStatementEndsWhenItIsCancelledAndTheNextOneRuns() throws Exception {
        try (TapeDatabase database = new FixtureTape().open()) {
            FutureTask<Object> work = new FutureTask<>(() -> database.query(TAKES_HOURS));
            Thread.ofPlatform().start(work);
            while (database.progress().isEmpty()) {
                Thread.onSpinWait();
            }
            database.cancel();

            assertThatThrownBy(() -> work.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            AnalysisException.class,
                            e -> assertThat(e.kind()).isEqualTo(AnalysisException.Kind.CANCELLED));
            database.query("SELECT 42").close();
        }
    }
}
