// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal.column;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dmatape.format.TapeException;

/// A column of which every value is one of a few words.
public final class WordColumn<E extends Enum<E>> extends DictionaryColumn {

    private final String name;
    private final List<E> words;

    /// A column whose texts are the names of constants, in lower case.
    ///
    /// @param name the column's, for messages
    /// @param words the constants whose names are its words
    public WordColumn(String name, E[] words) {
        this.name = name;
        this.words = List.of(words);
    }

    @Override
    int number(String text) {
        for (E word : words) {
            if (word.name().toLowerCase(Locale.ROOT).equals(text)) {
                return word.ordinal();
            }
        }
        throw TapeException.unreadable("column " + name + " holds '" + text + "', expected one of "
                + Arrays.toString(words.toArray()).toLowerCase(Locale.ROOT) + ": the tape is damaged or newer");
    }

    /// The word; anything where it is null.
    public E word(int row) {
        return words.get(get(row));
    }

    /// The word, or the other one where it is null.
    public E wordOr(int row, E otherwise) {
        return isNull(row) ? otherwise : words.get(get(row));
    }
}
