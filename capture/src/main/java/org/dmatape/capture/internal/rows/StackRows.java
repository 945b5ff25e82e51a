// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.rows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dmatape.format.schema.CallStackColumn;
import org.dmatape.format.schema.EventStackColumn;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TableAppender;
import org.dmatape.format.write.TextPool;

/// Rows of `event_stack` and `call_stack`. A tape without stacks gets neither table.
public final class StackRows {

    /// Instead of a number: there are too many stacks.
    public static final int NONE = -1;

    /// Stacks a tape has at most. A kernel's drivers have some hundred; each may be some kilobytes of text.
    private static final int MOST_STACKS = 1 << 16;

    /// Characters of all stacks together, which are in memory until the tape is complete. Of stacks beyond that only
    /// the
    /// caller is kept.
    private static final int MOST_CHARACTERS = 1 << 25;

    private final Function<TapeTable, TableAppender> tables;
    private final TextPool texts;
    private Optional<TableAppender> eventStacks = Optional.empty();
    private final Deque<Supplier<StackText>> unwritten = new ArrayDeque<>();
    private int count;
    private int written;
    private long characters;
    private long leftOut;
    private long shortened;

    /// Rows of these tables, which are not asked for before there is one.
    public StackRows(Function<TapeTable, TableAppender> tables, TextPool texts) {
        this.tables = tables;
        this.texts = texts;
    }

    /// Gives the next stack a number, from 0.
    ///
    /// @param text says what it is, when it is written
    /// @return its number, or [#NONE]
    public int add(Supplier<StackText> text) {
        if (count == MOST_STACKS) {
            return NONE;
        }
        unwritten.add(text);
        return count++;
    }

    /// An operation has that stack.
    public void attach(long eventId, int stackId) {
        if (stackId == NONE) {
            leftOut++;
            return;
        }
        if (eventStacks.isEmpty()) {
            eventStacks = Optional.of(tables.apply(TapeTable.EVENT_STACK));
        }
        TableAppender table = eventStacks.get();
        table.beginRow();
        table.setLong(EventStackColumn.EVENT_ID, eventId);
        table.setLong(EventStackColumn.STACK_ID, stackId);
    }

    /// Writes a row for every stack that was not written yet.
    public void writeStacks() {
        if (unwritten.isEmpty()) {
            return;
        }
        TableAppender table = tables.apply(TapeTable.CALL_STACK);
        for (Supplier<StackText> next = unwritten.poll(); next != null; next = unwritten.poll()) {
            StackText stack = next.get();
            table.beginRow();
            table.setLong(CallStackColumn.STACK_ID, written);
            stack.caller().ifPresent(name -> table.setText(CallStackColumn.CALLER, texts.idOf(name)));
            stack.module().ifPresent(name -> table.setText(CallStackColumn.MODULE, texts.idOf(name)));
            table.setText(CallStackColumn.FRAMES, texts.idOf(kept(stack)));
            written++;
        }
    }

    private String kept(StackText stack) {
        if (characters + stack.frames().length() <= MOST_CHARACTERS) {
            characters += stack.frames().length();
            return stack.frames();
        }
        shortened++;
        return stack.caller().orElse("");
    }

    /// What is missing, in sentences; none when nothing is.
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (leftOut > 0) {
            notes.add("The call stacks of " + leftOut + " operations are missing: the recording has more different"
                    + " ones than are kept (" + count + ").");
        }
        if (shortened > 0) {
            notes.add("Of " + shortened + " call stacks only the caller is kept: their names are too long.");
        }
        return notes;
    }
}
