// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.shell;

import java.io.IOException;
import org.dmatape.cli.session.Session;

/// Where the answers of a shell go, and how somebody waits for them.
interface Console {

    /// Something that takes long and can be cancelled.
    interface Work<T> {

        /// Does it.
        T run() throws IOException;
    }

    /// Something that writes an answer.
    interface Answer {

        /// Writes it to the session's data.
        void write(Session session) throws IOException;
    }

    /// The streams of this console.
    Session session();

    /// Does the work and lets the user see that it goes on, and end it.
    <T> T await(Work<T> work) throws IOException;

    /// Lets the user read an answer, however long it is.
    void show(Answer answer) throws IOException;
}
