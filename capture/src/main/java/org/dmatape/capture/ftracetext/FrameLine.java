// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.util.List;

/// A line of a call stack, behind the event it is of:
///
/// ```
///     => dma_map_page_attrs                                            trace, trace_pipe
///     => fill_ring+0x1c/0x80 [driver] <ffffffffc0001234>               the same with options sym-offset and sym-addr
///     => fill_ring (ffffffffc0001234)                                  trace-cmd report
///     ffffffffc0001234 fill_ring+0x1c ([driver])                       perf script
/// ```
///
/// Frames of programs, which perf script has too, are none here.
final class FrameLine {

    private static final byte[] ARROW = AsciiBytes.of("=> ");
    private static final byte[] STACK_TRACE = AsciiBytes.of("<stack trace>");
    private static final byte[] EVENT = AsciiBytes.of("kernel_stack: <stack trace>");
    private static final byte[] EVENT_NAME = AsciiBytes.of("kernel_stack:");
    private static final int MOST_ADDRESS_DIGITS = 16;
    private static final List<String> OF_THE_KERNEL = List.of("kernel", "guest.kernel", "unknown");
    private static final int NONE = -1;

    private int nameBegin;
    private int nameEnd;
    private int moduleBegin;
    private int moduleEnd;
    private boolean isOfKernel;

    /// Puts the event's name, which trace-cmd report writes and the kernel does not, into the head of a stack.
    static void completeHead(TextLine line) {
        int begin = line.length() - STACK_TRACE.length;
        if (line.startsWith(begin, STACK_TRACE)) {
            int before = line.wordBegin(line.withoutSpacesBefore(begin));
            if (!line.startsWith(before, EVENT_NAME)) {
                line.keep(0, begin);
                line.append(EVENT, 0, EVENT.length);
            }
        }
    }

    /// Whether a line is, with its beginning, the head of a stack or one of its frames.
    static boolean isOfStack(TextLine line) {
        return line.startsWith(line.length() - STACK_TRACE.length, STACK_TRACE)
                || line.startsWith(0, ARROW)
                || isOfPerf(line);
    }

    /// Reads a line.
    ///
    /// @return whether it is a frame
    boolean parse(TextLine line) {
        moduleBegin = NONE;
        moduleEnd = NONE;
        if (line.startsWith(0, ARROW)) {
            parseKernel(line);
        } else if (isOfPerf(line)) {
            parsePerf(line);
        } else {
            return false;
        }
        return nameEnd > nameBegin;
    }

    private void parseKernel(TextLine line) {
        isOfKernel = true;
        nameBegin = line.skipSpaces(ARROW.length);
        nameEnd = line.wordEnd(nameBegin);
        int begin = line.skipSpaces(nameEnd);
        int end = line.wordEnd(begin);
        if (line.at(begin) == '[' && line.at(end - 1) == ']') {
            moduleBegin = begin + 1;
            moduleEnd = end - 1;
        }
        int size = line.indexOf('/', nameBegin, nameEnd);
        nameEnd = size > 0 ? size : nameEnd;
    }

    private static boolean isOfPerf(TextLine line) {
        int end = line.wordEnd(0);
        return end > 0
                && end <= MOST_ADDRESS_DIGITS
                && line.at(line.length() - 1) == ')'
                && line.hex(0, end) != TextLine.NO_NUMBER
                && line.at(line.wordBegin(line.length())) == '(';
    }

    private void parsePerf(TextLine line) {
        isOfKernel = line.wordEnd(0) == MOST_ADDRESS_DIGITS && line.hex(0, MOST_ADDRESS_DIGITS) < 0;
        nameBegin = line.skipSpaces(line.wordEnd(0));
        nameEnd = line.wordEnd(nameBegin);
        if (line.at(nameBegin) == '[' || line.at(nameBegin) == '(') { // [unknown]
            nameBegin = 0;
            nameEnd = line.wordEnd(0);
        }
        int begin = line.wordBegin(line.length()) + 1;
        int end = line.length() - 1;
        if (line.at(begin) == '[' && line.at(end - 1) == ']') {
            String name = line.text(begin + 1, end - 1);
            if (OF_THE_KERNEL.stream().noneMatch(name::startsWith)) {
                moduleBegin = begin + 1;
                moduleEnd = end - 1;
            }
            return;
        }
        int slash = end;
        while (slash > begin && line.at(slash - 1) != '/') {
            slash--;
        }
        int dot = line.indexOf('.', slash, end);
        if (dot > slash && line.startsWith(dot, AsciiBytes.of(".ko"))) {
            moduleBegin = slash;
            moduleEnd = dot;
        }
    }

    /// Whether the frame is the kernel's.
    boolean isOfKernel() {
        return isOfKernel;
    }

    /// Where the function begins in the line, with how far into it if that is said; an address where it is not known.
    int nameBegin() {
        return nameBegin;
    }

    int nameEnd() {
        return nameEnd;
    }

    boolean hasModule() {
        return moduleEnd > moduleBegin;
    }

    int moduleBegin() {
        return moduleBegin;
    }

    int moduleEnd() {
        return moduleEnd;
    }
}
