// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.stack;

import java.util.Arrays;
import java.util.function.Function;
import org.dmatape.capture.internal.rows.StackRows;
import org.dmatape.capture.internal.rows.StackText;

/// Gives every stack of a recording a number when it is first seen.
final class StackIds {

    private final StackRows rows;
    private final KnownStacks known = new KnownStacks();

    StackIds(StackRows rows) {
        this.rows = rows;
    }

    /// The number of a stack, or [StackRows#NONE] when there are too many.
    ///
    /// @param words what tells stacks apart
    /// @param count how many of them
    /// @param naming says what these words mean, when the stack is written
    int of(long[] words, int count, Function<long[], StackText> naming) {
        int id = known.find(words, count);
        if (id != KnownStacks.UNKNOWN) {
            return id;
        }
        long[] stack = Arrays.copyOf(words, count);
        int newId = rows.add(() -> naming.apply(stack));
        if (newId != StackRows.NONE) {
            known.add(stack, count, newId);
        }
        return newId;
    }
}
