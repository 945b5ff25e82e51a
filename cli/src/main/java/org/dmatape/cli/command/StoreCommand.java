// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.LakeFile;
import org.dmatape.analyze.lab.store.StoreLayout;
import org.dmatape.analyze.lab.store.StoreVerification;
import org.dmatape.analyze.lab.store.StoredCapture;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.Version;
import org.dmatape.cli.output.Column;
import org.dmatape.cli.output.OutputOptions;
import org.dmatape.cli.output.Rows;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `dmatape store`.
@Command(
        name = "store",
        description = "Look after a lab store: list its captures, verify it, bring it to this version.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class StoreCommand {

    private static final List<Column> COLUMNS = List.of(
            Column.text("capture"),
            Column.text("date"),
            Column.text("host"),
            Column.text("scenario"),
            Column.text("verdict"),
            Column.integer("events"),
            Column.integer("lost_events"),
            Column.text("tape"),
            Column.text("name"));

    private final Session session;

    /// Prints to the session's data.
    public StoreCommand(Session session) {
        this.session = session;
    }

    /// A store that is there.
    static StoreLayout existing(Path folder) {
        StoreLayout layout = new StoreLayout(folder);
        if (!layout.exists()) {
            throw new AnalysisException(Kind.TAPE, folder + " is not a lab store: 'dmatape nightly' makes one");
        }
        return layout;
    }

    @Command(name = "list", description = "List the captures of a store.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "STORE", description = "The lab store.") Path store, @Mixin OutputOptions output)
            throws IOException {
        try (LabStore opened = LabStore.openForReading(existing(store))) {
            Map<String, List<LakeFile>> files = opened.captures().files();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (StoredCapture capture : opened.captures().all()) {
                rows.add(Arrays.asList(
                        capture.capture(),
                        capture.night().toString(),
                        capture.host(),
                        capture.scenario(),
                        capture.verdict(),
                        capture.events(),
                        capture.lostEvents(),
                        files.containsKey(capture.capture()) ? "kept" : "pruned",
                        capture.name()));
            }
            output.format(session).writer().write(Rows.of(COLUMNS, rows), session);
        }
        return ExitCode.DONE.number();
    }

    @Command(
            name = "verify",
            description =
                    "Hold every file of the lake against the size, checksum and rows the store wrote down. Ends with 3"
                            + " when something is missing or damaged.",
            mixinStandardHelpOptions = true)
    int verify(@Parameters(paramLabel = "STORE", description = "The lab store.") Path store) throws IOException {
        try (LabStore opened = LabStore.openForReading(existing(store))) {
            StoreVerification.Outcome outcome = opened.verification().run();
            for (String problem : outcome.problems()) {
                session.messages().println("dmatape: " + TerminalText.visible(problem));
            }
            session.messages()
                    .println(outcome.captures() + " captures, " + outcome.files() + " files, "
                            + outcome.problems().size() + " problems");
            return (outcome.problems().isEmpty() ? ExitCode.DONE : ExitCode.UNREADABLE).number();
        }
    }

    @Command(
            name = "migrate",
            description = "Bring a store of an older dmatape to this version; 'dmatape nightly' does so too.",
            mixinStandardHelpOptions = true)
    int migrate(@Parameters(paramLabel = "STORE", description = "The lab store.") Path store) throws IOException {
        LabStore.openForWriting(existing(store), "dmatape " + Version.number()).close();
        return ExitCode.DONE.number();
    }
}
