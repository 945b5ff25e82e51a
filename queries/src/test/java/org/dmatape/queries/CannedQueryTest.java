// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CannedQueryTest {

    private static final String HEADER = """
            -- id: slow-maps
            -- kind: browse
            -- title: The slowest mappings
            -- meaning: Which mappings took longest.
            --   Only those with a duration.
            --
            --   Newest first.
            -- uses: pairing, request
            -- evidence: EXISTS (FROM dma_op WHERE duration_ns > 0 | 1) | no durations
            -- param: limit INTEGER = 10 | how many
            -- param: above INTEGER | nothing faster than this
            -- column: map_ns ns | time in the map
            -- column: device | DMA device
            -- example: dmatape query X.tape slow-maps
            """;

    @Test
    void theHeaderSaysEverything() {
        CannedQuery query = CannedQuery.parse("slow-maps", HEADER + "SELECT 1");

        assertThat(query.kind()).isEqualTo(QueryKind.BROWSE);
        assertThat(query.title()).isEqualTo("The slowest mappings");
        assertThat(query.meaning())
                .isEqualTo("Which mappings took longest. Only those with a duration.\n Newest first.");
        assertThat(query.uses()).containsExactly("pairing", "request");
        assertThat(query.evidence())
                .containsExactly(new Evidence("EXISTS (FROM dma_op WHERE duration_ns > 0 | 1)", "no durations"));
        assertThat(query.parameters()).extracting(QueryParameter::name).containsExactly("limit", "above");
        assertThat(query.parameters().getFirst().defaultText()).hasValue("10");
        assertThat(query.parameters().getLast().defaultText()).isEmpty();
        assertThat(query.columns())
                .containsExactly(
                        new QueryColumn("map_ns", "ns", "time in the map"),
                        new QueryColumn("device", "", "DMA device"));
        assertThat(query.examples()).containsExactly("dmatape query X.tape slow-maps");
    }

    @Test
    void aQueryMustBearTheNameOfItsFile() {
        assertThatThrownBy(() -> CannedQuery.parse("fast-maps", HEADER + "SELECT 1"))
                .isInstanceOf(QueryFormatException.class)
                .hasMessage("query fast-maps calls itself 'slow-maps'");
    }

    @Test
    void anUnknownKeyIsNamed() {
        assertThatThrownBy(() -> CannedQuery.parse("slow-maps", HEADER + "-- colour: red\nSELECT 1"))
                .isInstanceOf(QueryFormatException.class)
                .hasMessage("query slow-maps has an unknown header key 'colour'");
    }

    @Test
    void aCheckNeedsASeverity() {
        assertThatThrownBy(() ->
                        CannedQuery.parse("slow-maps", HEADER.replace("kind: browse", "kind: check") + "SELECT 1"))
                .isInstanceOf(QueryFormatException.class)
                .hasMessageContaining("must have a severity if and only if it is a check");
    }

    @Test
    void parametersAreReadAsTheirType() {
        assertThat(ParameterType.INTEGER.parse("older", "12")).isEqualTo(12L);
        assertThat(ParameterType.ADDRESS.parse("at", "0xFFFFffffFFFFf000")).isEqualTo("18446744073709547520");
        assertThat(ParameterType.TEXT.parse("name", "a'; DROP TABLE x")).isEqualTo("a'; DROP TABLE x");
        assertThat(ParameterType.DURATION.parse("older", "1.5ms")).isEqualTo(1_500_000L);
        assertThat(ParameterType.DURATION.parse("older", "20")).isEqualTo(20L);
        assertThatThrownBy(() -> ParameterType.DURATION.parse("older", "-1ms"))
                .isInstanceOf(QueryFormatException.class)
                .hasMessage("parameter older: '-1ms' is no duration, e.g. 20ms");
        assertThatThrownBy(() -> ParameterType.INTEGER.parse("older", "many"))
                .isInstanceOf(QueryFormatException.class)
                .hasMessage("parameter older: 'many' is no integer");
    }
}
