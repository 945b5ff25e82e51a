// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.dmatape.analyze.lab.store.LabStore;
import org.dmatape.analyze.lab.store.Retention;
import org.dmatape.analyze.lab.store.StoreLayout;
import org.dmatape.analyze.lab.store.StoredCapture;
import org.dmatape.cli.ExitCode;
import org.dmatape.cli.Version;
import org.dmatape.cli.lab.KeepTime;
import org.dmatape.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dmatape prune`.
@Command(
        name = "prune",
        description = {
            "Remove old tapes from a lab store.",
            "The facts about their captures stay: verdicts, findings, metrics and distributions, which the nights to"
                    + " come are held against. What was taken in once is not taken in again."
        },
        footer = {"", "Example: dmatape prune --store /srv/lab --keep 90d"},
        mixinStandardHelpOptions = true)
public final class PruneCommand implements Callable<Integer> {

    private static final double BYTES_PER_MB = 1e6;

    private final Session session;

    @Option(names = "--store", required = true, paramLabel = "STORE", description = "The lab store.")
    private Path store;

    @Option(
            names = "--keep",
            required = true,
            paramLabel = "TIME",
            description =
                    "Tapes of the last so many days (90d) or weeks (12w) stay, counted from today, or from the newest"
                            + " night of the store where that is earlier: a clock that jumped ahead removes nothing.")
    private KeepTime keep;

    @Option(names = "--dry-run", description = "Only say what would be removed.")
    private boolean dryRun;

    /// Tells the session what goes.
    public PruneCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        StoreLayout layout = StoreCommand.existing(store);
        if (dryRun) {
            try (LabStore opened = LabStore.openForReading(layout)) {
                LocalDate firstKept = firstKept(opened);
                tell("would remove", opened.retention().before(firstKept), firstKept);
            }
        } else {
            try (LabStore opened = LabStore.openForWriting(layout, "dmatape " + Version.number())) {
                LocalDate firstKept = firstKept(opened);
                tell("removed", opened.retention().prune(firstKept), firstKept);
            }
        }
        return ExitCode.DONE.number();
    }

    private LocalDate firstKept(LabStore opened) {
        LocalDate today = LocalDate.now(ZoneId.systemDefault());
        return keep.firstKept(opened.captures().all().stream()
                .map(StoredCapture::night)
                .max(Comparator.naturalOrder())
                .filter(newest -> newest.isBefore(today))
                .orElse(today));
    }

    private void tell(String what, Retention.Removed removed, LocalDate firstKept) {
        session.messages()
                .printf(
                        "%s the tapes of %d captures before %s: %d files, %.1f MB%n",
                        what,
                        removed.captures().size(),
                        firstKept,
                        removed.files(),
                        removed.sizeBytes() / BYTES_PER_MB);
    }
}
