// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event.internal.column;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.dmatape.format.TapeException;
import org.dmatape.format.read.TableReader;

/// A column of repeated text. Each batch is read through a table from the batch's dictionary to the numbers of the
/// reader's own choice, so that no text is touched per row.
public abstract class DictionaryColumn extends BatchColumn {

    private int[] indexes = new int[0];
    private int[] numbers = new int[0];
    private int dictionarySize;

    @Override
    final void copy(FieldVector vector, int rows, TableReader reader) throws IOException {
        indexes = indexes.length < rows ? new int[rows] : indexes;
        bytes(vector, (long) rows * Integer.BYTES).asIntBuffer().get(indexes, 0, rows);
        translate(vector, reader);
        for (int row = 0; row < rows; row++) {
            if (!isNull(row)) {
                indexes[row] = numberOf(indexes[row], vector);
            }
        }
    }

    private void translate(FieldVector vector, TableReader reader) throws IOException {
        long id = vector.getField().getDictionary().getId();
        Dictionary dictionary = reader.getDictionaryVectors().get(id);
        if (dictionary == null || !(dictionary.getVector() instanceof VarCharVector texts)) {
            throw TapeException.unreadable("column " + vector.getName() + " has no texts: the tape is damaged");
        }
        dictionarySize = texts.getValueCount();
        numbers = numbers.length < dictionarySize ? Arrays.copyOf(numbers, dictionarySize) : numbers;
        for (int i = 0; i < dictionarySize; i++) {
            numbers[i] = number(new String(texts.get(i), StandardCharsets.UTF_8));
        }
    }

    private int numberOf(int index, FieldVector vector) {
        if (index < 0 || index >= dictionarySize) {
            throw TapeException.unreadable("column " + vector.getName() + " refers to text " + index + " of "
                    + dictionarySize + ": the tape is damaged");
        }
        return numbers[index];
    }

    /// The reader's number of a text.
    abstract int number(String text);

    /// The number in a row; anything where it is null.
    public final int get(int row) {
        return indexes[row];
    }
}
