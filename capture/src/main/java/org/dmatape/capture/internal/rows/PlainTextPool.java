// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.format.write.TextPool;

/// Texts that are kept in memory: of a recording that is only looked at, of rows that a test looks at.
public final class PlainTextPool implements TextPool {

    private final Map<String, Integer> idOf = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    @Override
    public int idOf(String text) {
        Integer known = idOf.putIfAbsent(text, texts.size());
        if (known != null) {
            return known;
        }
        texts.add(text);
        return texts.size() - 1;
    }

    @Override
    public int idOf(MemorySegment bytes, long offset, int length) {
        byte[] copy = bytes.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
        return idOf(new String(copy, StandardCharsets.UTF_8));
    }

    @Override
    public String textOf(int textId) {
        return texts.get(textId);
    }

    @Override
    public int size() {
        return texts.size();
    }
}
