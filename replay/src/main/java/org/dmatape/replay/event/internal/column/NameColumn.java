// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal.column;

import org.dmatape.replay.event.Names;

/// A column of names, as their numbers.
public final class NameColumn extends DictionaryColumn {

    private final Names names;

    /// A column of names that these number.
    public NameColumn(Names names) {
        this.names = names;
    }

    @Override
    int number(String text) {
        return names.number(text);
    }

    /// The number of the name, or [Names#UNKNOWN].
    public int name(int row) {
        return isNull(row) ? Names.UNKNOWN : get(row);
    }
}
