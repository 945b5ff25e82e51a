// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// All canned queries that are shipped, in the order in which they are documented.
public final class QueryCatalogue {

    private static final String INDEX = "catalogue.txt";

    private final SequencedMap<String, CannedQuery> queries;

    private QueryCatalogue(SequencedMap<String, CannedQuery> queries) {
        this.queries = queries;
    }

    /// Reads the shipped queries.
    public static QueryCatalogue shipped() {
        SequencedMap<String, CannedQuery> queries = new LinkedHashMap<>();
        for (String line : resource(INDEX).lines().toList()) {
            String id = line.strip();
            if (!id.isEmpty() && !id.startsWith("#")) {
                queries.put(id, CannedQuery.parse(id, resource(id + ".sql")));
            }
        }
        return new QueryCatalogue(queries);
    }

    /// Every query.
    public List<CannedQuery> all() {
        return List.copyOf(queries.values());
    }

    /// The queries of one kind.
    public List<CannedQuery> ofKind(QueryKind kind) {
        return queries.values().stream().filter(q -> q.kind() == kind).toList();
    }

    /// A query by its id.
    public Optional<CannedQuery> find(String id) {
        return Optional.ofNullable(queries.get(id));
    }

    /// The table queries that `query` needs, each after those it needs itself.
    public List<CannedQuery> prerequisites(CannedQuery query) {
        return prerequisites(query.id(), query.uses());
    }

    /// The table queries that `uses` names or needs, each after those it needs itself.
    ///
    /// @param user who asks, for the message
    public List<CannedQuery> prerequisites(String user, List<String> uses) {
        SequencedSet<CannedQuery> found = new LinkedHashSet<>();
        uses.forEach(id -> collect(user, id, found, new ArrayList<>()));
        return List.copyOf(found);
    }

    /// Which table query defines each table or view.
    public Map<String, String> definedTables() {
        Map<String, String> defined = new LinkedHashMap<>();
        queries.values().forEach(q -> q.defines().forEach(table -> defined.put(table, q.id())));
        return defined;
    }

    private void collect(String user, String id, SequencedSet<CannedQuery> found, List<String> path) {
        CannedQuery query = queries.get(id);
        if (query == null || query.kind() != QueryKind.TABLE) {
            throw new QueryFormatException("query " + user + " uses " + id + ", which is no table query");
        }
        if (path.contains(id)) {
            throw new QueryFormatException("table queries need each other in a circle: " + path + " -> " + id);
        }
        if (!found.contains(query)) {
            path.add(id);
            query.uses().forEach(needed -> collect(id, needed, found, path));
            path.removeLast();
            found.add(query);
        }
    }

    private static String resource(String name) {
        try (InputStream in = QueryCatalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new QueryFormatException("the shipped query file " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shipped query file " + name, e);
        }
    }
}
