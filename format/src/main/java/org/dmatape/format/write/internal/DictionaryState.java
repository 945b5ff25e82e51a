// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

/// A dictionary as it was when a batch was sealed.
final class DictionaryState {

    private final int column;
    private final int[] textIds;

    /// @param column the column it belongs to; also its id in the stream
    /// @param textIds numbers of the texts in the pool, by index
    DictionaryState(int column, int[] textIds) {
        this.column = column;
        this.textIds = textIds;
    }

    int column() {
        return column;
    }

    int size() {
        return textIds.length;
    }

    int textId(int index) {
        return textIds[index];
    }
}
