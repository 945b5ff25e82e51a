// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dmatape.spark.dialect.SparkDialect;
import org.dmatape.spark.dialect.UntranslatableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the dialect makes of a statement, and what it refuses.
class SparkDialectTest {

    private final SparkDialect dialect = new SparkDialect();

    @AfterEach
    void close() {
        dialect.close();
    }

    private String table(String select) {
        return dialect.define("CREATE TABLE t AS " + select).orElseThrow().sql().replaceAll("\\s+", " ");
    }

    @Test
    void windowsLookAtOneCapture() {
        assertThat(table("FROM (SELECT lag(x) OVER w AS before FROM a WINDOW w AS (PARTITION BY k ORDER BY e))"))
                .contains("lag(`x`) OVER (PARTITION BY `a`.capture_key, `k` ORDER BY `e` NULLS LAST)");
    }

    @Test
    void aggregatesAreMadeForEachCapture() {
        assertThat(table("SELECT max(x) AS m FROM a"))
                .isEqualTo("SELECT `a`.capture_key, max(`x`) AS `m` FROM `a` AS `a` GROUP BY `a`.capture_key");
        assertThat(table("SELECT k, count() AS n FROM a GROUP BY k")).endsWith("GROUP BY `a`.capture_key, `k`");
    }

    @Test
    void rowsOfDifferentCapturesAreNotJoined() {
        assertThat(table("SELECT a.x FROM a LEFT JOIN b ON b.y > a.x"))
                .contains("LEFT JOIN `b` AS `b` ON `b`.capture_key = `a`.capture_key AND ((`b`.`y`) > (`a`.`x`))");
        assertThat(table("SELECT a.x FROM a, b"))
                .contains("INNER JOIN `b` AS `b` ON `b`.capture_key = `a`.capture_key");
        assertThat(table("SELECT x FROM a SEMI JOIN b USING (x)"))
                .contains("LEFT SEMI JOIN `b` AS `b` USING (capture_key, `x`)");
    }

    @Test
    void subqueriesAskAboutTheCaptureOfTheRow() {
        assertThat(table("SELECT x FROM a WHERE EXISTS (FROM a WHERE y = 1)"))
                .endsWith(
                        "WHERE EXISTS (SELECT 1 FROM `a` AS `_1` WHERE `_1`.capture_key = `a`.capture_key AND ((`y`) = (1)))");
        assertThat(table("SELECT x FROM a WHERE x IN (SELECT y FROM b)"))
                .endsWith("WHERE ((`a`.capture_key, `x`) IN (SELECT `b`.capture_key, `y` FROM `b` AS `b`))");
    }

    @Test
    void addressesAreSignedNumbersWithTheSameBits() {
        assertThat(table("SELECT x FROM a WHERE dma_addr <> 18446744073709551615"))
                .endsWith("WHERE ((`dma_addr`) <> (-1))");
        assertThat(table("SELECT x FROM a WHERE dma_addr < 4096"))
                .endsWith("((`dma_addr` ^ shiftleft(1L, 63)) < (4096 ^ shiftleft(1L, 63)))");
    }

    @Test
    void macrosAreReplacedByTheirBody() {
        assertThat(dialect.define("CREATE MACRO twice(n) AS n + n")).isEqualTo(Optional.empty());
        assertThat(table("SELECT twice(a.x) AS y FROM a")).contains("(`a`.`x` + `a`.`x`) AS `y`");
    }

    @Test
    void whatIsNotTranslatedIsRefusedWithItsReason() {
        assertThatThrownBy(() -> table("SELECT soundex(x) FROM a"))
                .isInstanceOf(UntranslatableException.class)
                .hasMessage("function soundex");
        assertThatThrownBy(() -> table("SELECT x FROM a LIMIT 3")).hasMessageContaining("LIMIT");
        assertThatThrownBy(() -> table("SELECT x FROM a FULL JOIN b USING (x)")).hasMessageContaining("FULL JOIN");
    }

    @Test
    void theManualNamesWhatIsRefused() throws IOException {
        String manual = Files.readString(Path.of("..", "docs", "how-to", "query-a-lake-with-spark.md"));
        TranslatedQueries queries = TranslatedQueries.ofCatalogue();
        String refused =
                manual.substring(manual.indexOf("## What is refused"), manual.indexOf("## When it is worth it"));
        assertThat(queries.refused().keySet())
                .allSatisfy(id -> assertThat(refused).contains('`' + id + '`'));
        assertThat(queries.translated()).noneSatisfy(id -> assertThat(refused).contains('`' + id + '`'));
    }
}
