// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.lab;

import java.util.List;
import org.dmatape.analyze.lab.ingest.IngestReport;
import org.dmatape.analyze.lab.store.BrokenCapture;
import org.dmatape.analyze.lab.store.StoreOwner;
import org.dmatape.cli.output.TerminalText;
import org.dmatape.cli.session.Session;

/// Says what became of a run.
///
/// @param session whose messages
/// @param quiet whether to say only what went wrong
public record IngestMessages(Session session, boolean quiet) {

    /// The store had an owner that died.
    public void tookOver(StoreOwner owner) {
        if (!quiet) {
            say("took the store over from " + owner + " and has died since; goes on where it was interrupted");
        }
    }

    /// What was taken in, and what was not.
    public void tell(IngestReport report) {
        broken("cannot be read", report.broken());
        broken("could not be read before and has not changed", report.stillBroken());
        lines("left for later: ", report.unfinished());
        lines("not taken in: ", report.postponed());
        if (!quiet) {
            int unreadable = report.broken().size() + report.stillBroken().size();
            say(report.taken().size() + " new, " + report.known().size() + " known, " + unreadable + " unreadable, "
                    + (report.unfinished().size() + report.postponed().size()) + " left for the next run");
        }
    }

    private void broken(String what, List<BrokenCapture> captures) {
        lines(
                "",
                captures.stream()
                        .map(capture -> capture.name() + " " + what + ": " + capture.reason())
                        .toList());
    }

    private void lines(String before, List<String> lines) {
        lines.forEach(line -> say(before + line));
    }

    private void say(String line) {
        session.messages().println("dmatape: " + TerminalText.visible(line));
    }
}
