// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {

    @Test
    void namesInTextAndCommentsAreNoNames() {
        assertThat(SqlText.words("SELECT \"Size\" FROM Dma_Op -- not vq_op\nWHERE op = 'source' /* loss */"))
                .containsExactly("select", "size", "from", "dma_op", "where", "op");
    }

    @Test
    void parametersAreNumberedByPlace() {
        PositionalSql sql = SqlText.positional("SELECT $a, '$b', $c -- $d\n, $a");

        assertThat(sql.sql()).isEqualTo("SELECT ?, '$b', ? -- $d\n, ?");
        assertThat(sql.parameterNames()).containsExactly("a", "c", "a");
    }

    @Test
    void semicolonsInTextDoNotEndAStatement() {
        assertThat(SqlText.statements("SELECT ';' -- one;\n; SELECT 2;\n-- done\n"))
                .containsExactly("SELECT ';'", "SELECT 2");
    }

    @Test
    void addressesAreTurnedIntoNumbersOutsideOfText() {
        assertThat(SqlText.decimalAddresses("SELECT 0xFf, a0x1, '0x10', x.0x1 -- 0x2\nWHERE a > 0xffffffffffffffff;"))
                .isEqualTo("SELECT 255, a0x1, '0x10', x.0x1 -- 0x2\nWHERE a > 18446744073709551615;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT 1;                  | true",
                "SELECT 1 ; -- that is all  | true",
                "SELECT 1; SELECT 2         | false",
                "SELECT ';'                 | false",
                "SELECT 'it''s; ;           | false",
                "SELECT 1 -- not yet;       | false",
                "SELECT /* 1;               | false",
                "SELECT \"a;               | false",
                "                           | false",
            })
    void aStatementEndsWithASemicolonOfItsOwn(String sql, boolean terminated) {
        assertThat(SqlText.isTerminated(sql == null ? "" : sql)).isEqualTo(terminated);
    }
}
