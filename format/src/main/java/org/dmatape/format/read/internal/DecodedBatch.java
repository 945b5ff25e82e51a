// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.util.List;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/// A decompressed batch. Whoever has it closes both.
///
/// @param dictionaries those that must be replaced before the rows are used
/// @param rows the rows
record DecodedBatch(List<ArrowDictionaryBatch> dictionaries, ArrowRecordBatch rows) {

    void close() {
        closeAll(dictionaries);
        rows.close();
    }

    static void closeAll(List<ArrowDictionaryBatch> dictionaries) {
        dictionaries.forEach(dictionary -> {
            try {
                dictionary.close();
            } catch (Exception cause) {
                throw new IllegalStateException("closing a dictionary failed", cause);
            }
        });
    }
}
