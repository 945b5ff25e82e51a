// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal;

import org.dmatape.replay.event.Names;

/// A column of names, as their numbers.
final class NameColumn extends DictionaryColumn {

    private final Names names;

    NameColumn(Names names) {
        this.names = names;
    }

    @Override
    int number(String text) {
        return names.number(text);
    }

    /// The number of the name, or [Names#UNKNOWN].
    int name(int row) {
        return isNull(row) ? Names.UNKNOWN : get(row);
    }
}
