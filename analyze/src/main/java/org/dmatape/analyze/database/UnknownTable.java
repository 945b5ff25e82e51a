// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryCatalogue;
import org.dmatape.queries.QueryKind;
import org.dmatape.queries.SpelledAlike;

/// A table in somebody's SQL that does not exist. DuckDB knows only what is loaded, and suggests tables of its own.
final class UnknownTable {

    private static final Pattern MESSAGE =
            Pattern.compile("Table with name (\\S+) does not exist!\\s*(Did you mean \"[^\"]*\"\\??)?");

    private UnknownTable() {}

    /// The same failure with the tables that may have been meant, if it is one of this kind.
    static AnalysisException explained(AnalysisException failure, QueryCatalogue catalogue) {
        Matcher told = MESSAGE.matcher(String.valueOf(failure.getMessage()));
        if (failure.kind() != Kind.USAGE || !told.find()) {
            return failure;
        }
        String sentence = "there is no table " + told.group(1) + meant(told.group(1), catalogue);
        return new AnalysisException(Kind.USAGE, told.replaceFirst(Matcher.quoteReplacement(sentence)), failure);
    }

    private static String meant(String name, QueryCatalogue catalogue) {
        Optional<CannedQuery> query =
                catalogue.find(name.replace('_', '-')).filter(found -> found.kind() != QueryKind.TABLE);
        if (query.isPresent()) {
            return ", but a canned query " + query.get().id() + " (dmatape query TAPE "
                    + query.get().id() + ")";
        }
        List<String> names = new ArrayList<>(catalogue.definedTables().keySet());
        Arrays.stream(TapeTable.values()).map(TapeTable::tableName).forEach(names::add);
        return SpelledAlike.hint(name, names);
    }
}
