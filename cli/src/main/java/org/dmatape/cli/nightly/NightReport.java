// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.nightly;

import java.io.IOException;
import java.io.Writer;
import org.dmatape.analyze.lab.judge.NightJudgement;
import org.dmatape.cli.session.Styles;

/// Tells what a night came to.
///
/// @param judgement the night
/// @param links reports of single captures, for the page
public record NightReport(NightJudgement judgement, CaptureLinks links) {

    /// Writes it. The writer stays open.
    ///
    /// @param styles colours of the text for a terminal
    public void write(NightFormat format, Styles styles, Writer out) throws IOException {
        switch (format) {
            case TABLE -> new NightText(judgement, styles, out).write();
            case JSON -> new NightJson(judgement, links).write(out);
            case MD -> new NightMarkdown(judgement, out).write();
            case JUNIT -> NightJunit.write(judgement, out);
            case HTML -> new NightPage(judgement, links, out).write();
        }
    }
}
