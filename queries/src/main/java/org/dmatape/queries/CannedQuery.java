// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dmatape.queries.internal.HeaderParser;

/// One question with its answer in SQL, read from a file that documents itself in its header.
///
/// @param id the file's name without suffix; for a check also the name of the check
/// @param kind what it is for
/// @param title one line
/// @param meaning what it answers and what it does not, one paragraph or more
/// @param severity how bad a finding is; only checks have one
/// @param loss which lost events could hide what it looks for, so that finding nothing proves nothing
/// @param uses ids of the table queries it builds on
/// @param defines tables and views it creates; only table queries have them
/// @param parameters values the user may give
/// @param columns what it returns; checks return the columns of a finding and list none
/// @param evidence what the tape must hold for the answer to mean anything
/// @param examples command lines
/// @param sql the statements
public record CannedQuery(
        String id,
        QueryKind kind,
        String title,
        String meaning,
        Optional<Severity> severity,
        LossEffect loss,
        List<String> uses,
        List<String> defines,
        List<QueryParameter> parameters,
        List<QueryColumn> columns,
        List<Evidence> evidence,
        List<String> examples,
        String sql) {

    /// Copies the lists.
    public CannedQuery {
        uses = List.copyOf(uses);
        defines = List.copyOf(defines);
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
        evidence = List.copyOf(evidence);
        examples = List.copyOf(examples);
    }

    /// Reads a query from the text of its file.
    ///
    /// @param id the file's name without suffix
    /// @throws QueryFormatException when the header is not complete or contradicts the file's name
    public static CannedQuery parse(String id, String text) {
        return new HeaderParser(id, text).parse();
    }

    /// Every name in the SQL and in the evidence, lower case: a superset of the tables and columns they
    /// read.
    public Set<String> words() {
        Set<String> words = SqlText.words(sql);
        evidence.forEach(e -> words.addAll(SqlText.words(e.condition())));
        return words;
    }

    /// The SQL with `?` for every `$name`, ready to be prepared.
    public PositionalSql positional() {
        return SqlText.positional(sql);
    }

    /// The statements of a table query, one by one.
    public List<String> statements() {
        return SqlText.statements(sql);
    }
}
