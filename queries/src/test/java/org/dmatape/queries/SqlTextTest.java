// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
