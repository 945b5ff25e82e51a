// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.dmatape.cli.session.Styles;

/// Where the cells of a table stand.
sealed interface TableLayout permits AlignedLayout, RecordLayout {

    /// What stands for a value that is unknown.
    String UNKNOWN = "-";

    /// Writes what stands above the first row.
    void writeHead(Styles styles, Writer out) throws IOException;

    /// Writes one row.
    ///
    /// @param cells as they are shown, one for each column
    void writeRow(List<String> cells, Styles styles, Writer out) throws IOException;
}
