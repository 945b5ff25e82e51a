// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.determinism;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.database.TapeDatabase;
import org.dmatape.analyze.result.ResultCursor;
import org.dmatape.analyze.result.ResultTable;
import org.dmatape.cli.Cli;
import org.dmatape.format.read.Tape;
import org.dmatape.queries.CannedQuery;
import org.dmatape.queries.QueryKind;

/// A program that imports recordings and writes down everything dmatape says of them, each answer in a file of its own.
/// How many threads it uses is for the options of its Java machine to say (`-XX:ActiveProcessorCount`).
final class EveryAnswer {

    private static final List<String> COMMANDS = List.of(
            "info TAPE -f json",
            "check TAPE -f json",
            "cost TAPE -f json",
            "replay TAPE -f json",
            "diff TAPE OTHER -f json",
            "report TAPE",
            "export TAPE --to perfetto -o OUTPUT/export.pftrace",
            "export TAPE --to csv -o OUTPUT/csv",
            "export TAPE --to parquet -o OUTPUT/parquet");

    private final Path output;

    private EveryAnswer(Path output) {
        this.output = output;
    }

    /// Takes the folder to write to, a recording to compare with, and the recordings to ask.
    public static void main(String[] arguments) throws IOException {
        EveryAnswer answers = new EveryAnswer(Files.createDirectories(Path.of(arguments[0])));
        Path other = answers.imported("other", arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            Path recording = Path.of(arguments[i]);
            String name = String.valueOf(recording.getFileName());
            Path tape = answers.imported(name, recording.toString());
            answers.ofCommands(name, tape, other);
            answers.ofQueries(name, tape);
        }
    }

    private Path imported(String name, String recording) {
        Path tape = output.resolve(name + ".tape");
        Cli.Result result = Cli.run("import", recording, "-o", tape.toString(), "-q");
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.messages());
        }
        return tape;
    }

    private void ofCommands(String name, Path tape, Path other) throws IOException {
        Path folder = Files.createDirectories(output.resolve(name));
        for (String command : COMMANDS) {
            Cli.Result result = Cli.run(Stream.of((command + " -q").split(" "))
                    .map(word -> word.replace("TAPE", tape.toString())
                            .replace("OTHER", other.toString())
                            .replace("OUTPUT", folder.toString()))
                    .toArray(String[]::new));
            String said = result.text().replace(output.toString(), "").replaceAll("\"wall_ns\": \\d+", "");
            Files.writeString(folder.resolve(command.replaceAll("\\W+", "-")), said + result.exitCode());
        }
    }

    private void ofQueries(String name, Path tape) throws IOException {
        try (TapeDatabase database = TapeDatabase.open(Tape.open(tape), DatabaseOptions.defaults())) {
            for (CannedQuery query : database.catalogue().all()) {
                if (query.kind() != QueryKind.TABLE && query.kind() != QueryKind.CHECK) {
                    Map<String, String> arguments = switch (query.id()) {
                        case "address-history" -> Map.of("address", address(database));
                        case "call-stacks" -> Map.of("events", "0,1,2,3,4,5,6,7");
                        default -> Map.of();
                    };
                    Path file = output.resolve(name).resolve("query-" + query.id());
                    try (ResultCursor rows = database.query(query, arguments);
                            Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                        for (List<?> row : ResultTable.of(rows).rows()) {
                            writer.write(row + "\n");
                        }
                    }
                }
            }
        }
    }

    private static String address(TapeDatabase database) {
        try (ResultCursor rows =
                database.query("SELECT dma_addr::VARCHAR FROM dma_op WHERE dma_addr IS NOT NULL LIMIT 1")) {
            return rows.next() ? String.valueOf(rows.value(0)) : "0";
        }
    }
}
