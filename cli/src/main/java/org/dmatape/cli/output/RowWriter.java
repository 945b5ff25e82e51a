// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import org.dmatape.cli.session.Session;

/// Writes rows in one format.
public interface RowWriter {

    /// Writes all rows to the session's data and flushes it.
    void write(Rows rows, Session session) throws IOException;
}
