// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryFormatException;
import org.dmatape.queries.QueryParameter;

/// Values for the parameters of a canned query.
final class Arguments {

    private Arguments() {}

    static Map<String, Object> of(CannedQuery query, Map<String, String> given) {
        for (String name : given.keySet()) {
            if (query.parameters().stream()
                    .noneMatch(parameter -> parameter.name().equals(name))) {
                throw new AnalysisException(
                        Kind.USAGE, "query " + query.id() + " has no parameter '" + name + "'; it has " + names(query));
            }
        }
        Map<String, Object> values = new HashMap<>();
        for (QueryParameter parameter : query.parameters()) {
            String text = Optional.ofNullable(given.get(parameter.name()))
                    .or(parameter::defaultText)
                    .orElseThrow(() -> new AnalysisException(
                            Kind.USAGE,
                            "query " + query.id() + " needs a value for its parameter '" + parameter.name() + "': "
                                    + parameter.meaning()));
            values.put(parameter.name(), parse(parameter, text));
        }
        return values;
    }

    private static Object parse(QueryParameter parameter, String text) {
        try {
            return parameter.type().parse(parameter.name(), text);
        } catch (QueryFormatException e) {
            throw new AnalysisException(Kind.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static String names(CannedQuery query) {
        return query.parameters().isEmpty()
                ? "none"
                : query.parameters().stream().map(QueryParameter::name).collect(Collectors.joining(", "));
    }
}
