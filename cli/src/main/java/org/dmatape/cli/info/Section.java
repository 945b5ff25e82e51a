// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.info;

import org.dmatape.cli.output.Rows;

/// One table of what `info` says.
///
/// @param key name in JSON
/// @param title heading in text
/// @param rows the table
/// @param whenEmpty what text says in place of a table without rows
/// @param empty whether the table has no rows
record Section(String key, String title, Rows rows, String whenEmpty, boolean empty) {

    static Section of(String key, String title, Rows rows) {
        return new Section(key, title, rows, "", false);
    }
}
