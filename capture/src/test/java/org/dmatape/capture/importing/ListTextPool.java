// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmatape.format.write.TextPool;

/// A text pool as plain as can be.
public final class ListTextPool implements TextPool {

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();

    @Override
    public int idOf(String text) {
        return ids.computeIfAbsent(text, added -> {
            texts.add(added);
            return texts.size() - 1;
        });
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
