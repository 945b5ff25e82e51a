// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.DatabaseOptions.Access;
import org.dmatape.analyze.database.NamedTape;
import org.dmatape.analyze.database.SqlDatabase;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.filter.FilterOptions;
import org.dmatape.cli.input.AnswerLimits;
import org.dmatape.cli.input.InputOptions;
import org.dmatape.cli.input.TapeInputs;
import org.dmatape.cli.lab.SelectionOptions;
import org.dmatape.cli.output.OutputOptions;
import org.dmatape.cli.query.QueryOutput;
import org.dmatape.cli.query.Timings;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dmatape query`.
@Command(
        name = "query",
        description = {
            "Answer one canned query, or SQL of your own, from a tape, or from the captures of a lab store.",
            "Of a store, a canned query is answered from each capture by itself, and its rows begin with capture,"
                    + " date, host and scenario; SQL sees the tables of all captures at once, with the same columns, and"
                    + " the store's facts."
        },
        footer = {
            "",
            "'dmatape queries' lists the canned queries; the tables and views are in docs/reference/tables.md.",
            "Filters restrict canned queries, of a store in each capture (its times then have a unit and count",
            "from each capture's first event); SQL of your own has WHERE.",
            "Of a store: dmatape query --store STORE NAME, or dmatape query --store STORE --sql SQL."
        },
        mixinStandardHelpOptions = true)
public final class QueryCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TAPE|RECORDING",
            description = "A tape, or a recording to be imported on the fly; left out with --store.")
    private @Nullable Path input;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The canned query.")
    private @Nullable String name;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--sql", paramLabel = "SQL", description = "SQL to answer instead.")
    private @Nullable String sql;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A value for a parameter of the canned query; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--allow-files", description = "Let the SQL read and write files, which it may not otherwise.")
    private boolean allowFiles;

    @Option(
            names = "--timings",
            description = "Say on standard error how long opening or importing, loading and answering took, how many"
                    + " rows there are, and what memory the process had at most.")
    private boolean timed;

    @Mixin
    private FilterOptions filters;

    @Mixin
    private OutputOptions output;

    @Mixin
    private InputOptions inputOptions;

    @Mixin
    private AnswerLimits limits;

    /// Prints to the session's data.
    public QueryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Timings timings = new Timings();
        DatabaseOptions options =
                limits.on(DatabaseOptions.defaults().withAccess(allowFiles ? Access.FILES : Access.TAPE_ONLY));
        if (selection.isStore()) {
            nameStandsFirst();
            checkArguments();
            return selection
                    .ask(options, session, inputOptions.quiet(), database -> {
                        timings.opened();
                        database.restrictTo(filters.scopeOfEach());
                        return answer(database, timings);
                    })
                    .number();
        }
        checkArguments();
        if (input == null) {
            throw new UsageException("query takes a tape or a recording, or --store with a lab store");
        }
        try (TapeInputs inputs = new TapeInputs(session, inputOptions)) {
            NamedTape tape = inputs.open(input);
            try (TapeDatabase database = AnswerLimits.open(tape, options, session)) {
                timings.opened();
                database.restrictTo(filters.scope(tape.tape()));
                return answer(database, timings).number();
            }
        }
    }

    /// With a store there is no tape before the name.
    private void nameStandsFirst() {
        if (name != null) {
            throw new UsageException("with --store the name of a query stands alone, without a tape: " + input);
        }
        name = input == null ? null : input.toString();
    }

    private ExitCode answer(SqlDatabase database, Timings timings) throws IOException {
        QueryOutput out = new QueryOutput(database, output.format(session), session);
        ExitCode exitCode = answer(out);
        if (timed) {
            session.messages().println(timings.sentence(database, out.rowCount()));
        }
        return exitCode;
    }

    /// One of the two, as the command line has been checked to say.
    private ExitCode answer(QueryOutput out) throws IOException {
        if (name != null) {
            return out.canned(name, parameters);
        }
        return out.sql(requireNonNull(sql, "neither a name nor SQL"), allowFiles);
    }

    private void checkArguments() {
        if ((name == null) == (sql == null)) {
            throw new UsageException("query takes the name of a canned query or --sql, one of them");
        }
        if (sql != null && !filters.isEmpty()) {
            throw new UsageException(
                    "--device, --from, --to and --cpu restrict canned queries; with --sql say it in WHERE");
        }
        if (sql != null && !parameters.isEmpty()) {
            throw new UsageException("--param is for canned queries; with --sql write the value into the SQL");
        }
    }
}
