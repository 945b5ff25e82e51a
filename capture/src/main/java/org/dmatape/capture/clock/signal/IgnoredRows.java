// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.clock.signal;

import org.dmatape.format.schema.TapeColumn;
import org.dmatape.format.write.TableAppender;

/// A table of which nothing is kept.
class IgnoredRows implements TableAppender {

    private long rows;

    @Override
    public long beginRow() {
        rows++;
        return rows - 1;
    }

    @Override
    public void setLong(TapeColumn column, long value) {}

    @Override
    public void setText(TapeColumn column, int textId) {}

    @Override
    public void setBoolean(TapeColumn column, boolean value) {}

    @Override
    public boolean patchLong(long row, TapeColumn column, long value) {
        return false;
    }

    @Override
    public boolean patchText(long row, TapeColumn column, int textId) {
        return false;
    }

    @Override
    public boolean patchBoolean(long row, TapeColumn column, boolean value) {
        return false;
    }

    @Override
    public long rowCount() {
        return rows;
    }
}
