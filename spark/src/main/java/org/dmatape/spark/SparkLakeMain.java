// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.dmatape.queries.QueryFormatException;
import org.dmatape.spark.dialect.UntranslatableException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs canned queries over a lake from the command line. Under `spark-submit` the master is what it says.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs canned queries over the captures of a lab store's lake on Apache Spark.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all queries ran", "1:a query is not translated, or Spark failed", "2:usage"})
public final class SparkLakeMain implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LAKE", description = "the lake's folder, or an address that Spark reads")
    private String lake;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "QUERY",
            description = "canned queries, e.g. unmap-unmapped")
    private List<String> queries;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark's master; without: what spark-submit says, else local[*]")
    private Optional<String> master = Optional.empty();

    @Option(
            names = "--scratch",
            paramLabel = "FOLDER",
            description = "where tables in between go; every worker must see it; without: a temporary folder")
    private Optional<String> scratch = Optional.empty();

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "a parameter of the query")
    private Map<String, String> parameters = Map.of();

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description = "writes Parquet to FOLDER/QUERY instead of text to the terminal")
    private Optional<String> to = Optional.empty();

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    private SparkLakeMain() {}

    /// Runs the command.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SparkLakeMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        SparkSession.Builder builder = SparkSession.builder().appName("dmatape " + String.join(" ", queries));
        if (master.isPresent() || System.getProperty("spark.master") == null) {
            builder.master(master.orElse("local[*]"));
        }
        Optional<Path> temporary =
                scratch.isPresent() ? Optional.empty() : Optional.of(Files.createTempDirectory("dmatape-lake"));
        SparkSession session = builder.getOrCreate();
        try (SparkLake opened = SparkLake.open(
                session, lake, scratch.orElseGet(() -> temporary.orElseThrow().toString()))) {
            int code = 0;
            for (String query : queries) {
                code = Math.max(code, run(opened, query));
            }
            return code;
        } finally {
            session.stop();
            temporary.ifPresent(TemporaryFolder::delete);
        }
    }

    private int run(SparkLake opened, String query) {
        try {
            Dataset<Row> rows = opened.query(query, parameters);
            if (to.isPresent()) {
                rows.write().parquet(to.get() + "/" + query);
            } else {
                print(rows);
            }
            return 0;
        } catch (UntranslatableException e) {
            spec.commandLine().getErr().println(query + " cannot be asked of Spark: it has " + e.getMessage());
        } catch (IllegalArgumentException | QueryFormatException e) {
            spec.commandLine().getErr().println(e.getMessage());
        }
        return 1;
    }

    /// Values with tabs between them; rows come partition by partition, so that a long answer needs no memory.
    private void print(Dataset<Row> rows) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.join("\t", rows.columns()));
        for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); ) {
            Row row = all.next();
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(row.isNullAt(i) ? "" : text(row, i));
            }
            out.println(String.join("\t", values));
        }
        out.flush();
    }

    private static String text(Row row, int column) {
        return row.get(column) instanceof scala.collection.Seq<?> list
                ? list.mkString("[", ", ", "]")
                : String.valueOf(row.get(column));
    }
}
