// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.cli.Cli;
import org.dmatape.queries.QueryCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the reference to what the program is. With the environment variable DMATAPE_UPDATE_DOCS it rewrites the pages
/// that are generated instead.
class ReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference");

    private final QueryCatalogue catalogue = QueryCatalogue.shipped();

    @Test
    void tablesAreThoseOfTheSchema() throws IOException {
        assertPage("tables.md", new TablesPage(catalogue).text());
    }

    @Test
    void checksAreThoseOfTheCatalogue() throws IOException {
        assertPage("checks.md", new QueriesPage(catalogue).checks());
    }

    @Test
    void queriesAreThoseOfTheCatalogue() throws IOException {
        assertPage("queries.md", new QueriesPage(catalogue).queries());
    }

    @Test
    void theShippedCompletionIsThatOfTheCommandLine() throws IOException {
        assertFile(
                Path.of("src", "main", "completions", "dmatape.bash"),
                Cli.run("completion").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "import",
                "info",
                "check",
                "cost",
                "query",
                "queries",
                "replay",
                "sql",
                "export",
                "generate",
                "completion",
                "version"
            })
    void everyCommandIsInTheReference(String command) throws IOException {
        assertThat(REFERENCE.resolve("command-line.md")).content().contains("\n    dmatape " + command);
        assertThat(Cli.run("--help").text()).contains("\n  " + command + " ");
        assertThat(Cli.run("help", command).text()).startsWith("Usage: dmatape " + command);
    }

    @Test
    void everyExampleIsACommandLineThatParses() {
        List<String> examples = catalogue.all().stream()
                .flatMap(query -> query.examples().stream())
                .toList();

        assertThat(examples).allSatisfy(example -> {
            String[] words = example.replaceFirst("^dmatape ", "").split(" +");
            assertThat(Cli.run(words).messages()).as(example).doesNotContain("not known here", "Missing", "none of");
        });
    }

    private static void assertPage(String name, String text) throws IOException {
        assertFile(REFERENCE.resolve(name), text);
    }

    private static void assertFile(Path file, String text) throws IOException {
        if (System.getenv("DMATAPE_UPDATE_DOCS") != null) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("%s; CONTRIBUTING.md says how it is rewritten", file)
                .content()
                .isEqualTo(text);
    }
}
