// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.perfetto.internal;

import java.util.HashMap;
import java.util.Map;

/// Names that are written once, in the packet that first needs them.
final class NameTable {

    private final int internedField;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final ProtoMessage entry = new ProtoMessage();

    /// @param internedField of `InternedData` where these names go
    NameTable(int internedField) {
        this.internedField = internedField;
    }

    /// The number of a name, 1 or more. A new name is added to what its packet declares.
    int number(String name, ProtoMessage internedData) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        int number = numbers.size() + 1;
        numbers.put(name, number);
        entry.clear();
        entry.number(PerfettoFields.INTERNED_IID, number).text(PerfettoFields.INTERNED_NAME, name);
        internedData.message(internedField, entry);
        return number;
    }
}
