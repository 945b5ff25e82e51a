// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.dmatape.capture.live.RecordListener;
import org.dmatape.capture.live.RecordStatus;
import org.dmatape.cli.session.Session;

/// Says of every tape that is written while recording goes on: for where there is no live view.
public final class WrittenTapes implements RecordListener {

    private final PrintWriter out;

    /// Says it to the one who reads the messages of this session.
    public WrittenTapes(Session session) {
        this.out = session.messages();
    }

    @Override
    public void status(Supplier<RecordStatus> status) {
        // a line twice a second would fill a log file
    }

    @Override
    public void wrote(Path tape, String reason) {
        out.println(line(tape, reason));
        out.flush();
    }

    @Override
    public void warned(String what) {
        out.println("warning: " + what);
        out.flush();
    }

    static String line(Path tape, String reason) {
        return "wrote " + tape + ": " + reason;
    }
}
