// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.cut;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.schema.ColumnType;
import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TextPool;

/// Copies chosen rows of a table's batches into another tape. The numbers of texts change on the way: each tape has
/// dictionaries of its own.
final class RowCopier {

    private static final int NOT_YET = -1;

    private final List<TapeColumn> columns;
    private final TableReader reader;
    private final TableAppender target;
    private final TextPool texts;
    private final List<FieldVector> vectors;
    /// Of each text column the number in the new tape of each entry of its dictionary.
    private final List<int[]> textIds = new ArrayList<>();

    /// A copier of whole rows.
    ///
    /// @param reader reads every column of the table
    RowCopier(TapeTable table, TableReader reader, TableAppender target, TextPool texts) throws IOException {
        this.columns = table.columns();
        this.reader = reader;
        this.target = target;
        this.texts = texts;
        this.vectors = reader.getVectorSchemaRoot().getFieldVectors();
    }

    /// Loads the next batch that has rows.
    ///
    /// @return how many rows it has; 0 behind the last one
    int nextBatch() throws IOException {
        do {
            if (!reader.loadNextBatch()) {
                return 0;
            }
        } while (reader.getVectorSchemaRoot().getRowCount() == 0);
        textIds.clear();
        for (TapeColumn column : columns) {
            textIds.add(column.spec().type() == ColumnType.TEXT ? unknownIds(column) : new int[0]);
        }
        return reader.getVectorSchemaRoot().getRowCount();
    }

    /// Whether a column of a row of the batch holds something.
    boolean isSet(TapeColumn column, int row) {
        return !vectors.get(column.ordinal()).isNull(row);
    }

    /// An integer of a row of the batch.
    long longAt(TapeColumn column, int row) {
        return ((BaseIntVector) vectors.get(column.ordinal())).getValueAsLong(row);
    }

    /// Appends a row of the batch to the new tape.
    void copy(int row) {
        target.beginRow();
        for (TapeColumn column : columns) {
            if (isSet(column, row)) {
                copyValue(column, row);
            }
        }
    }

    private void copyValue(TapeColumn column, int row) {
        switch (column.spec().type()) {
            case INT64, UINT64, INT32, UINT32, UINT16 -> target.setLong(column, longAt(column, row));
            case BOOL -> target.setBoolean(column, ((BitVector) vectors.get(column.ordinal())).get(row) != 0);
            case TEXT -> target.setText(column, textId(column, Math.toIntExact(longAt(column, row))));
        }
    }

    private int textId(TapeColumn column, int entry) {
        int[] known = textIds.get(column.ordinal());
        if (known[entry] == NOT_YET) {
            known[entry] = texts.idOf(dictionary(column).getObject(entry).toString());
        }
        return known[entry];
    }

    private int[] unknownIds(TapeColumn column) {
        int[] ids = new int[dictionary(column).getValueCount()];
        Arrays.fill(ids, NOT_YET);
        return ids;
    }

    private VarCharVector dictionary(TapeColumn column) {
        return (VarCharVector) reader.lookup(column.ordinal()).getVector();
    }
}
