// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.dmatape.cli.session.Session;
import org.dmatape.cli.session.StandardStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter screen = new StringWriter();

    @Test
    void namesOfFilesSteerNothing() {
        Session session = Session.of(
                OutputStream.nullOutputStream(), new PrintWriter(screen, true), Map.of(), StandardStream.MESSAGES);

        try (ProgressLine progress = new ProgressLine(session, false, "importing \u001b]0;a\u0007.dat")) {
            progress.show("into \u202eb");
        }

        assertThat(screen.toString())
                .contains("importing \\x1b]0;a\\x07.dat", "into \\u202eb")
                .doesNotContain("\u001b]", "\u0007", "\u202e");
    }
}
