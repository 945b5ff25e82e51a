// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.IOException;
import org.dmatape.cli.session.Session;

/// A console nobody sits at: a pipe, a file, a script.
///
/// @param session its streams
record PlainConsole(Session session) implements Console {

    @Override
    public <T> T await(Work<T> work) throws IOException {
        return work.run();
    }

    @Override
    public void show(Answer answer) throws IOException {
        answer.write(session);
    }
}
