// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import org.dmatape.capture.internal.correlate.ContextKind;
import org.dmatape.capture.internal.correlate.OperationKind;
import org.dmatape.format.write.TextPool;

/// The fixed words of text columns, looked up once.
public final class Vocabulary {

    private static final int DIRECTIONS = 4;

    private final TextPool texts;
    private final int[] contexts;
    private final int[] operations;
    private final int[] directions;
    private final int unknownDirection;

    /// The words, as numbers of that pool.
    public Vocabulary(TextPool texts) {
        this.texts = texts;
        this.contexts = new int[ContextKind.values().length];
        for (ContextKind kind : ContextKind.values()) {
            contexts[kind.ordinal()] = texts.idOf(kind.text());
        }
        this.operations = new int[OperationKind.values().length];
        for (OperationKind kind : OperationKind.values()) {
            operations[kind.ordinal()] = texts.idOf(kind.op());
        }
        this.directions = new int[DIRECTIONS];
        directions[0] = texts.idOf("bidirectional");
        directions[1] = texts.idOf("to_device");
        directions[2] = texts.idOf("from_device");
        directions[3] = texts.idOf("none");
        this.unknownDirection = directions[3];
    }

    /// The pool behind it.
    public TextPool texts() {
        return texts;
    }

    /// A word that is looked up once and kept by the caller.
    public int word(String text) {
        return texts.idOf(text);
    }

    /// Value of column `context`.
    public int context(ContextKind kind) {
        return contexts[kind.ordinal()];
    }

    /// Value of column `op`.
    public int operation(OperationKind kind) {
        return operations[kind.ordinal()];
    }

    /// Value of column `direction`: enum dma_data_direction (include/linux/dma-direction.h), unchanged since 2.6.
    public int direction(long value) {
        return value >= 0 && value < DIRECTIONS ? directions[(int) value] : unknownDirection;
    }
}
