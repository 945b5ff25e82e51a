// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.PrintWriter;
import java.util.Locale;
import org.dmatape.cli.session.Session;

/// One line on the terminal that says how far something long has come, and goes away when it is done. Where messages
/// are not read on a terminal it says nothing.
public final class ProgressLine implements AutoCloseable {

    private static final long MIN_INTERVAL_NS = 100_000_000;
    private static final String START_OF_LINE_AND_CLEAR = "\r\u001b[K";
    private static final double PER_MILLION = 1e6;
    private static final double NS_PER_SECOND = 1e9;

    private final PrintWriter messages;
    private final boolean shown;
    private final String task;
    private final long beganNs = System.nanoTime();
    private long shownNs = beganNs;
    private boolean onScreen;

    /// @param task what is being done, e.g. `importing trace.dat`
    public ProgressLine(Session session, boolean quiet, String task) {
        this.messages = session.messages();
        this.shown = session.messagesOnTerminal() && !quiet;
        this.task = TerminalText.visible(task);
    }

    /// So much has been done. Cheap to call often.
    ///
    /// @param events done so far
    /// @param share of the whole, 0 to 1; 0 while unknown
    public void update(long events, double share) {
        long nowNs = System.nanoTime();
        if (!shown || nowNs - shownNs < MIN_INTERVAL_NS) {
            return;
        }
        shownNs = nowNs;
        onScreen = true;
        String percent = share > 0 ? String.format(Locale.ROOT, "%3.0f %%  ", Math.min(share, 1) * 100) : "";
        messages.print(String.format(
                Locale.ROOT,
                "%s%s  %s%.1f M events  %.2f M/s",
                START_OF_LINE_AND_CLEAR,
                task,
                percent,
                events / PER_MILLION,
                events / PER_MILLION / ((nowNs - beganNs) / NS_PER_SECOND)));
        messages.flush();
    }

    /// This is being done now.
    public void show(String step) {
        if (!shown) {
            return;
        }
        onScreen = true;
        messages.print(START_OF_LINE_AND_CLEAR + task + "  " + TerminalText.visible(step));
        messages.flush();
    }

    @Override
    public void close() {
        if (onScreen) {
            messages.print(START_OF_LINE_AND_CLEAR);
            messages.flush();
        }
    }
}
