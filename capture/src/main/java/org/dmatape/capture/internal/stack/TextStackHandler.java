// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.stack;

import java.nio.charset.StandardCharsets;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.internal.correlate.ExecutionContext;
import org.dmatape.capture.internal.decode.DynamicField;
import org.dmatape.capture.internal.decode.EventHandler;
import org.dmatape.capture.internal.merge.EventCursor;
import org.dmatape.capture.internal.rows.StackRows;
import org.dmatape.capture.internal.rows.StackText;

/// Call stacks that a text has named already: `function+0x1c [module];function;...`, the innermost first.
final class TextStackHandler implements EventHandler {

    private static final String SEPARATOR = ";";
    private static final int MOST_WORDS = 1 << 11;

    private final StackRows rows;
    private final StackIds ids;
    private final DynamicField frames;
    private final long[] words = new long[MOST_WORDS];

    TextStackHandler(EventField frames, StackRows rows) {
        this.rows = rows;
        this.ids = new StackIds(rows, TextStackHandler::name);
        this.frames = DynamicField.of(frames);
    }

    @Override
    public void handle(EventCursor event, ExecutionContext context) {
        long owner = context.takeStackOwner();
        int length = Math.min(frames.lengthBytes(event), (MOST_WORDS - 1) * Long.BYTES);
        if (owner == ExecutionContext.NOBODY || length == 0) {
            return;
        }
        int start = frames.start(event);
        int count = 0;
        words[count++] = length;
        for (int at = 0; at < length; at += Long.BYTES) {
            words[count++] = event.unsigned(start + at, Math.min(Long.BYTES, length - at));
        }
        rows.attach(owner, ids.of(words, count));
    }

    private static StackText name(long[] stack) {
        byte[] bytes = new byte[(int) stack[0]];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (stack[1 + i / Long.BYTES] >>> (Byte.SIZE * (i % Long.BYTES)));
        }
        StackTextBuilder text = new StackTextBuilder();
        for (String frame : new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR)) {
            if (add(text, frame)) {
                break; // what was interrupted called nothing of this
            }
        }
        return text.build();
    }

    /// Adds a frame.
    ///
    /// @return whether an interrupt entered the kernel there
    private static boolean add(StackTextBuilder text, String frame) {
        int bracket = frame.indexOf(" [");
        String place = bracket < 0 ? frame : frame.substring(0, bracket);
        String module = bracket < 0 ? "" : frame.substring(bracket + 2, Math.max(bracket + 2, frame.length() - 1));
        int plus = place.indexOf("+0x");
        String name = plus < 0 ? place : place.substring(0, plus);
        if (isAddress(name)) {
            text.addUnknown(name.startsWith("0x") ? name : "0x" + name);
            return false;
        }
        text.add(name, plus < 0 ? "" : place.substring(plus), module.replace('-', '_'));
        return FrameRules.isInterruptEntry(name);
    }

    private static boolean isAddress(String name) {
        return name.matches("(0x)?[0-9a-f]{8,16}");
    }

    @Override
    public String interpretation() {
        return "event_stack";
    }
}
