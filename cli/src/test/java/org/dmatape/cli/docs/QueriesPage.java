// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.docs;

import java.util.Locale;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.Evidence;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryColumn;
import org.dmatape.queries.QueryKind;
import org.dmatape.queries.QueryParameter;
import org.dmatape.queries.Severity;

/// docs/reference/checks.md and docs/reference/queries.md.
record QueriesPage(QueryCatalogue catalogue) {

    String checks() {
        StringBuilder page = new StringBuilder("""
                # Checks

                What `dmatape check` looks for. A check without its evidence is reported as not evaluated, with its reason; see
                [Evidence and verdicts](../concepts/verdicts.md).

                This page is generated from the catalogue of queries.

                | check | severity | what it finds |
                |---|---|---|
                """);
        for (CannedQuery check : catalogue.ofKind(QueryKind.CHECK)) {
            page.append("| [%1$s](#%1$s) | %2$s | %3$s |%n".formatted(check.id(), severity(check), check.title()));
        }
        page.append('\n');
        catalogue.ofKind(QueryKind.CHECK).forEach(check -> append(page, check));
        return page.toString();
    }

    String queries() {
        StringBuilder page = new StringBuilder("""
                # Canned queries

                What `dmatape query TAPE NAME` answers, besides the [checks](checks.md). `dmatape queries show NAME` prints the SQL.

                This page is generated from the catalogue of queries.

                """);
        catalogue.ofKind(QueryKind.COST).forEach(query -> append(page, query));
        catalogue.ofKind(QueryKind.BROWSE).forEach(query -> append(page, query));
        catalogue.ofKind(QueryKind.COMPARE).forEach(query -> append(page, query));
        return page.toString();
    }

    private static String severity(CannedQuery check) {
        return check.severity().map(Severity::name).orElse("").toLowerCase(Locale.ROOT);
    }

    private static void append(StringBuilder page, CannedQuery query) {
        page.append("## ")
                .append(query.id())
                .append("\n\n")
                .append(query.title())
                .append(".\n\n");
        page.append(query.meaning().strip()).append("\n\n");
        for (Evidence evidence : query.evidence()) {
            page.append("Not evaluated where ").append(evidence.reason()).append(".\n\n");
        }
        for (QueryParameter parameter : query.parameters()) {
            page.append("Parameter `%s`%s: %s.%n%n"
                    .formatted(
                            parameter.name(),
                            parameter
                                    .defaultText()
                                    .map(text -> ", default " + text)
                                    .orElse(""),
                            parameter.meaning()));
        }
        if (!query.columns().isEmpty()) {
            page.append("| column | unit | meaning |\n|---|---|---|\n");
            for (QueryColumn column : query.columns()) {
                page.append("| `%s` | %s | %s |%n".formatted(column.name(), column.unit(), column.meaning()));
            }
            page.append('\n');
        }
        query.examples().forEach(example -> page.append("    ").append(example).append('\n'));
        page.append(query.examples().isEmpty() ? "" : "\n");
    }
}
