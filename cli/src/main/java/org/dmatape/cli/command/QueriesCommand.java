// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.io.Writer;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.output.OutputOptions;
import org.dmatape.cli.query.QueryChoice;
import org.dmatape.cli.query.QueryList;
import org.dmatape.cli.query.QueryNames;
import org.dmatape.cli.query.QueryText;
import org.dmatape.cli.session.Session;
import org.dmatape.queries.QueryCatalogue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape queries`: lists the canned queries, or documents one.
@Command(
        name = "queries",
        description = "List the canned queries, or document one of them.",
        mixinStandardHelpOptions = true)
public final class QueriesCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private ListOptions listOptions;

    /// Prints to the session's data.
    public QueriesCommand(Session session) {
        this.session = session;
    }

    /// What is listed, and how.
    static final class ListOptions {

        @Option(names = "--kind", paramLabel = "KIND", description = "Only check, cost or browse.")
        private @Nullable QueryChoice kind;

        @Mixin
        private OutputOptions output;
    }

    @Override
    public Integer call() throws IOException {
        return list(listOptions);
    }

    @Command(name = "list", description = "List the canned queries.", mixinStandardHelpOptions = true)
    int list(@Mixin ListOptions options) throws IOException {
        Set<QueryChoice> kinds = options.kind == null ? EnumSet.allOf(QueryChoice.class) : EnumSet.of(options.kind);
        options.output.format(session).writer().write(QueryList.of(QueryCatalogue.shipped(), kinds), session);
        return ExitCode.DONE.number();
    }

    @Command(
            name = "show",
            description = "Say what a query means, what it needs and returns, and its SQL.",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "NAME", description = "The query.") String name) throws IOException {
        try (Writer out = session.dataText()) {
            new QueryText(QueryNames.find(QueryCatalogue.shipped(), name), session.dataStyles(), out).write();
        }
        return ExitCode.DONE.number();
    }
}
