// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import org.dmatape.cli.session.Session;

/// What the launcher runs once to learn which classes a start needs: the usual commands, their output thrown away. The
/// JVM keeps those classes in its ahead-of-time cache.
public final class StartTraining {

    private StartTraining() {}

    /// @param args the folder of the sample recordings
    public static void main(String[] args) {
        Session session = new Session(
                OutputStream.nullOutputStream(), new PrintWriter(Writer.nullWriter()), Map.of(), false, false);
        Main.run(new String[] {"--help"}, session);
        Main.run(new String[] {"version"}, session);
    }
}
