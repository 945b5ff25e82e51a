// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.database.DatabaseOptions;
import org.dmatape.analyze.lab.lake.LakeDatabase;
import org.dmatape.analyze.lab.store.CaptureSelection;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.StoreLayout;
import org.dmatape.analyze.lab.store.StoredCapture;
import org.dmatape.cli.input.AnswerLimits;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.UsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that choose a lab store instead of a tape, and captures of it.
public final class SelectionOptions {

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description = "Ask the captures of a lab store instead; their origin comes first in every row.")
    private @Nullable Path store;

    @Option(names = "--scenario", paramLabel = "NAME", description = "With --store: only this scenario.")
    private @Nullable String scenario;

    @Option(names = "--host", paramLabel = "NAME", description = "With --store: only this host.")
    private @Nullable String host;

    @Option(names = "--since", paramLabel = "DATE", description = "With --store: only from this night on.")
    private @Nullable LocalDate since;

    @Option(
            names = "--capture",
            paramLabel = "KEY|NAME",
            description = "With --store: only this capture, by name or by the beginning of its key; may be repeated.")
    private List<String> captures = new ArrayList<>();

    /// A question to the captures of a store.
    public interface Question<T> {

        /// Asks it.
        T ask(LakeDatabase database) throws IOException;
    }

    /// Whether a store was named.
    ///
    /// @throws UsageException when captures were chosen and no store was named
    public boolean isStore() {
        if (store == null && (scenario != null || host != null || since != null || !captures.isEmpty())) {
            throw new UsageException(
                    "--scenario, --host, --since and --capture choose captures of a store: name it with --store");
        }
        return store != null;
    }

    /// Asks the chosen captures.
    ///
    /// @param quiet whether nothing is said of captures that have no part in the answer
    public <T> T ask(DatabaseOptions options, Session session, boolean quiet, Question<T> question) throws IOException {
        if (store == null) {
            throw new IllegalStateException("no store was named");
        }
        try (LabStore opened = LabStore.openForReading(new StoreLayout(store))) {
            try (LakeDatabase database = LakeDatabase.open(opened, chosen(opened), options, note -> {
                if (!quiet) {
                    session.messages().println("dmatape: without " + TerminalText.visible(note));
                }
            })) {
                AnswerLimits.enforce(database, session);
                return question.ask(database);
            }
        }
    }

    private List<StoredCapture> chosen(LabStore opened) {
        CaptureSelection selection = new CaptureSelection(
                Optional.ofNullable(scenario), Optional.ofNullable(host), Optional.ofNullable(since), captures);
        List<StoredCapture> chosen = opened.captures().chosen(selection);
        List<String> unknown = selection.unknown(chosen);
        if (!unknown.isEmpty() || chosen.isEmpty()) {
            String what =
                    unknown.isEmpty() ? "no capture of the store is chosen" : "no such capture: " + unknown.getFirst();
            throw new UsageException(what + "; 'dmatape store list " + store + "' lists them");
        }
        return chosen;
    }
}
