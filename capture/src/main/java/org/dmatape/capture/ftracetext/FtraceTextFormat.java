// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.nio.file.Path;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.RecordingRole;

/// Trace events as text: the kernel's `trace` and `trace_pipe`, `trace-cmd report`, `perf script`, also quoted in a
/// mail. Recognised by a line of an event among the first ones.
public final class FtraceTextFormat implements RecordingFormat {

    @Override
    public String name() {
        return "ftrace text";
    }

    @Override
    public RecordingRole role() {
        return RecordingRole.KERNEL_TRACE;
    }

    @Override
    public boolean recognises(byte[] head) {
        for (byte character : head) {
            if (character == 0) {
                return false; // no text, whatever its name
            }
        }
        TextLine line = new TextLine();
        LineHead lineHead = new LineHead();
        int from = 0;
        while (from < head.length) {
            int to = from;
            while (to < head.length && head[to] != '\n') {
                to++;
            }
            line.clear();
            line.append(head, from, to);
            LineReader.trim(line);
            if (lineHead.parse(line)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    @Override
    public boolean mayBeCompressed() {
        return true;
    }

    @Override
    public Recording open(Path file, OpenOptions options) {
        return FtraceTextRecording.open(file, options);
    }
}
