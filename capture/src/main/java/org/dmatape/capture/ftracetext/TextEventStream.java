// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.dmatape.capture.recording.CpuStream;
import org.dmatape.capture.recording.EventBlock;

/// The events of a text, of all CPUs in the order of the text. Each block is made when it is asked for, in the memory
/// of the one before.
final class TextEventStream implements CpuStream {

    private static final int NO_RECORD = -1;

    private final int lowestCpu;
    private final Arena arena = Arena.ofShared();
    private final EventLines lines;
    private final EventShapes shapes;
    private final RecordEncoder encoder;
    private final TextBlock block;
    private final StackLines stack = new StackLines();
    private final FtraceTextRecording recording;
    private boolean closed;

    /// A stream that closes the lines with itself.
    ///
    /// @param recording told how far reading has come
    TextEventStream(EventLines lines, TextSurvey survey, FtraceTextRecording recording) {
        this.recording = recording;
        this.lowestCpu = survey.cpus().isEmpty() ? 0 : survey.cpus().getFirst();
        this.lines = lines;
        this.shapes = survey.shapes();
        this.encoder = new RecordEncoder(shapes);
        this.block = new TextBlock(arena);
    }

    @Override
    public int cpu() {
        return lowestCpu;
    }

    @Override
    public Optional<EventBlock> next() {
        if (closed) {
            return Optional.empty();
        }
        block.clear();
        while (block.hasRoom()) {
            EventLines.Kind kind = lines.next();
            if (kind == EventLines.Kind.FRAME) {
                stack.add(lines.line(), lines.frame());
                continue;
            }
            stack.writeTo(block, TextSurvey.STACK_ID);
            if (kind == EventLines.Kind.END) {
                break;
            }
            if (kind == EventLines.Kind.LOSS) {
                block.addLoss(lines.loss().cpu(), lines.loss().events());
            } else if (kind == EventLines.Kind.EVENT) {
                add();
            }
        }
        recording.readTo(lines.readBytes());
        return block.isEmpty() ? Optional.empty() : Optional.of(block);
    }

    private void add() {
        LineHead head = lines.head();
        stack.follow(lines.line(), head);
        if (lines.loss().beforeFirst(head.cpu())) {
            block.addLoss(lines.loss().cpu(), lines.loss().events());
        }
        if (StackLines.isHead(lines.line(), head)) {
            return;
        }
        EventShape shape = shapes.find(lines.line(), head, lines.payload());
        int length = shape == null
                ? NO_RECORD
                : encoder.write(lines.line(), head, lines.payload(), shape, block.memory(), block.end());
        if (length == NO_RECORD) {
            recording.countMalformed();
        } else {
            block.add(head.cpu(), head.tsNs(), length);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            lines.close();
            arena.close();
        }
    }
}
