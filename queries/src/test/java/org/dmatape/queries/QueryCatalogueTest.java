// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueryCatalogueTest {

    private final QueryCatalogue catalogue = QueryCatalogue.shipped();

    @Test
    void everyFileIsInTheCatalogue() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/org/dmatape/queries"))) {
            List<String> ids = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .map(name -> name.substring(0, name.length() - ".sql".length()))
                    .toList();
            assertThat(catalogue.all()).extracting(CannedQuery::id).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void prerequisitesComeBeforeThoseThatNeedThem() {
        CannedQuery doubleMap = catalogue.find("double-map").orElseThrow();

        assertThat(catalogue.prerequisites(doubleMap))
                .extracting(CannedQuery::id)
                .containsExactly("loss-span", "pairing", "unseen-end", "overlap");
    }

    @Test
    void everyQueryUsesWhatItNames() {
        for (CannedQuery query : catalogue.all()) {
            List<String> available = Stream.concat(Stream.of(query), catalogue.prerequisites(query).stream())
                    .flatMap(prerequisite -> prerequisite.defines().stream())
                    .toList();
            List<String> named = query.words().stream()
                    .filter(catalogue.definedTables()::containsKey)
                    .toList();
            assertThat(available).as(query.id()).containsAll(named);
        }
    }

    @Test
    void everyParameterIsUsedAndEveryUseIsDeclared() {
        for (CannedQuery query : catalogue.all()) {
            assertThat(query.positional().parameterNames())
                    .as(query.id())
                    .hasSameElementsAs(query.parameters().stream()
                            .map(QueryParameter::name)
                            .toList());
        }
    }

    @Test
    void checksBelongToASeverityAndReturnNoColumnsOfTheirOwn() {
        assertThat(catalogue.ofKind(QueryKind.CHECK)).isNotEmpty().allSatisfy(check -> {
            assertThat(check.severity()).isPresent();
            assertThat(check.columns()).isEmpty();
        });
    }
}
