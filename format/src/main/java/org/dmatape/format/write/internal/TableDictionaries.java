// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.util.ArrayList;
import java.util.List;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;

/// The dictionaries of one table's text columns. Batches go through them in the order of the file.
final class TableDictionaries {

    private final List<ColumnDictionary> dictionaries = new ArrayList<>();

    TableDictionaries(TapeTable table) {
        for (TapeColumn column : table.columns()) {
            if (column.spec().type() == ColumnType.TEXT) {
                dictionaries.add(new ColumnDictionary(column.ordinal()));
            }
        }
    }

    /// Replaces the text pool's numbers by those of the dictionaries.
    ///
    /// @param poolTexts texts in the pool when the batch was sealed
    /// @return the dictionaries that must be written before the batch
    List<DictionaryState> encode(ColumnBatch batch, int poolTexts, boolean startsPart) {
        List<DictionaryState> changed = new ArrayList<>();
        for (ColumnDictionary dictionary : dictionaries) {
            if (startsPart) {
                dictionary.reset();
            }
            if (dictionary.encode(batch, poolTexts)) {
                changed.add(dictionary.state());
            }
        }
        return changed;
    }
}
