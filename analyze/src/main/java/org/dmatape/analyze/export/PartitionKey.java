// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.export;

import java.util.regex.Pattern;
import org.dmatape.analyze.AnalysisException;
import org.dmatape.analyze.AnalysisException.Kind;

/// A key by which a lake of many tapes is partitioned. It is in the path of the files, `name=value`, from where
/// engines take it as a column.
///
/// @param name of the column
/// @param value for this tape
public record PartitionKey(String name, String value) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");

    /// Checks what becomes part of a path.
    public PartitionKey {
        if (!NAME.matcher(name).matches()) {
            throw new AnalysisException(
                    Kind.USAGE,
                    "'" + name + "' cannot be a key: expected lower case letters, digits and _, e.g. night");
        }
        if (!VALUE.matcher(value).matches()) {
            throw new AnalysisException(
                    Kind.USAGE,
                    "'" + value + "' cannot be the value of key " + name
                            + ": expected letters, digits and . _ + -, e.g. 2026-11-22");
        }
    }

    /// The folder of this partition.
    String folder() {
        return name + "=" + value;
    }
}
