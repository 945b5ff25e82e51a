// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.queries.CannedQuery;

/// The call stacks behind findings, of a tape that has any.
final class FindingStacks {

    private static final String QUERY = "call-stacks";

    private final TapeDatabase database;

    FindingStacks(TapeDatabase database) {
        this.database = database;
    }

    /// What has to be prepared with the checks: the query that is asked when they are through.
    Optional<CannedQuery> query() {
        return database.rowCount(TapeTable.EVENT_STACK) == 0
                ? Optional.empty()
                : database.catalogue().find(QUERY);
    }

    /// The same findings, each with the stacks of its events.
    List<Finding> of(List<Finding> findings) {
        Optional<CannedQuery> query = query();
        if (query.isEmpty() || findings.isEmpty()) {
            return findings;
        }
        Map<Long, EventStack> stacks = stacks(query.get(), findings);
        return findings.stream()
                .map(finding -> finding.withStacks(finding.events().stream()
                        .flatMap(event -> Optional.ofNullable(stacks.get(event)).stream())
                        .toList()))
                .toList();
    }

    private Map<Long, EventStack> stacks(CannedQuery query, List<Finding> findings) {
        String events = findings.stream()
                .flatMap(finding -> finding.events().stream())
                .distinct()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        Map<Long, EventStack> stacks = new HashMap<>();
        if (events.isEmpty()) {
            return stacks;
        }
        try (ResultCursor rows = database.query(query, Map.of("events", events))) {
            while (rows.next()) {
                if (rows.value(0) instanceof Long event) {
                    stacks.put(event, stack(event, rows));
                }
            }
        }
        return stacks;
    }

    private static EventStack stack(long event, ResultCursor rows) {
        List<String> frames = new ArrayList<>(List.of(text(rows, 4).orElse("").split(";", -1)));
        return new EventStack(event, text(rows, 1).orElse(""), text(rows, 2), frames);
    }

    private static Optional<String> text(ResultCursor rows, int index) {
        return Optional.ofNullable(rows.value(index)).map(Object::toString);
    }
}
