// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.stack;

import java.util.Arrays;
import java.util.function.Function;
import org.dmatape.capture.internal.rows.StackRows;
import org.dmatape.capture.internal.rows.StackText;

/// Gives every stack of a recording a number when it is first seen.
final class StackIds {

    /// Words that are kept of all stacks: 65,536 stacks of 64 addresses each; fewer of texts, which have more words.
    private static final int MOST_WORDS = 1 << 22;

    private final StackRows rows;
    private final Function<long[], StackText> naming;
    private final KnownStacks known = new KnownStacks();

    /// @param naming says what the words of a stack mean, when the stack is written
    StackIds(StackRows rows, Function<long[], StackText> naming) {
        this.rows = rows;
        this.naming = naming;
    }

    /// The number of a stack, or [StackRows#NONE] when there are too many.
    ///
    /// @param words what tells stacks apart
    /// @param count how many of them
    int of(long[] words, int count) {
        int id = known.find(words, count);
        if (id != KnownStacks.UNKNOWN) {
            return id;
        }
        if (known.wordCount() + count > MOST_WORDS) {
            return StackRows.NONE;
        }
        long[] stack = Arrays.copyOf(words, count);
        int newId = rows.add(() -> naming.apply(stack));
        if (newId != StackRows.NONE) {
            known.add(stack, count, newId);
        }
        return newId;
    }
}
