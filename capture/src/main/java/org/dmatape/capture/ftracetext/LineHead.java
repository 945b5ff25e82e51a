// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

/// What stands before the payload of an event's line:
///
/// ```
///   dd-165     [000] dN.1.     5.563639: map: ...            trace, trace_pipe
///   dd-165     (    165) [000] dN.1.     5.563639: map: ...  the same with thread group
///   dd-165     [000]     5.563639: map:       ...            trace-cmd report
///   dd-165     [000]174991846404: map:        ...            the same with a clock that counts something else
///   dd-165     [000]     5.563639: (+95)    map: ...         trace-cmd report --ts-diff
///   dd-165     0dN.1.     5.563639: map:       ...           trace-cmd report -l
///   dd-165     0-0x5     5.563639: map:        ...           trace-cmd report -R -l: common_flags as a number
///   dd-165       0dN.1. 5563639us : map: ...                 trace with option latency-format
///   dd   165 [000]     5.563639: iommu:map: ...              perf script; 165/165 with -F pid,tid
/// ```
///
/// The line is read from its first time on, in both directions, because a thread's name may hold anything. Times
/// without a point are those of a clock that counts something else; they are kept as they are. Sources:
/// kernel/trace/trace_output.c, tools/perf/builtin-script.c, trace-cmd's lib/trace-cmd/trace-input.c.
final class LineHead {

    static final int MOST_CPUS = 1 << 13;
    private static final int SHORTEST_FLAGS = 3;
    private static final int LONGEST_FLAGS = 8;
    private static final String FLAG_CHARACTERS = ".dDbBNnpLlXZzHhs0123456789abcdefx";
    private static final int CONTEXT_FLAG = 2;
    private static final byte[] RAW_FLAGS = AsciiBytes.of("-0x");
    private static final byte[] DIFFERENCE = AsciiBytes.of("(+");
    private static final int FLAGS_MASK = 0xff;
    private static final int FRACTION_DIGITS = 9;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_MICROSECOND = 1_000L;
    private static final long MOST_SECONDS = Long.MAX_VALUE / NS_PER_SECOND - 1;

    private static final int HARDIRQ = 0x08;
    private static final int SOFTIRQ = 0x10;
    private static final int NMI = 0x40;

    /// Who writes lines like that.
    enum Writer {
        /// The kernel, or trace-cmd: the name of an event stands alone.
        FTRACE,
        /// perf: the system stands before the name.
        PERF
    }

    private Writer writer = Writer.FTRACE;
    private int commBegin;
    private int commEnd;
    private int pid;
    private int cpu;
    private int flags;
    private long tsNs;
    private boolean counted;
    private int systemBegin;
    private int systemEnd;
    private int eventBegin;
    private int eventEnd;
    private int payload;

    /// Reads the head of a line.
    ///
    /// @return whether it is the line of an event
    boolean parse(TextLine line) {
        int from = 0;
        while (true) {
            int colon = line.indexOf(':', from, line.length());
            if (colon < 0) {
                return false;
            }
            int timeBegin = time(line, colon);
            if (timeBegin > 0 && whereAndWho(line, timeBegin) && event(line, colon + 1)) {
                return true;
            }
            from = colon + 1;
        }
    }

    /// Reads the time that ends at a colon.
    ///
    /// @return where it begins, -1 when there is none
    private int time(TextLine line, int colon) {
        int end = colon;
        boolean microseconds = false;
        int mark = end > 0 && "+!#*@$% ".indexOf(line.at(end - 1)) >= 0 ? end - 1 : end;
        if (mark >= 2 && line.at(mark - 1) == 's' && line.at(mark - 2) == 'u') {
            end = mark - 2;
            microseconds = true;
        }
        int begin = end;
        int point = -1;
        while (begin > 0 && (TextLine.isDigit(line.at(begin - 1)) || line.at(begin - 1) == '.')) {
            begin--;
            point = line.at(begin) == '.' ? begin : point;
        }
        if (begin == end || begin == 0 || !(TextLine.isSpace(line.at(begin - 1)) || line.at(begin - 1) == ']')) {
            return -1;
        }
        counted = point < 0 && !microseconds;
        if (point < 0) {
            long ticks = line.decimal(begin, end);
            tsNs = microseconds ? ticks * NS_PER_MICROSECOND : ticks;
            return ticks < 0 || (microseconds && ticks > Long.MAX_VALUE / NS_PER_MICROSECOND) ? -1 : begin;
        }
        long seconds = line.decimal(begin, point);
        long fraction = line.decimal(point + 1, end);
        int digits = end - point - 1;
        if (seconds < 0 || seconds > MOST_SECONDS || fraction < 0 || digits > FRACTION_DIGITS) {
            return -1;
        }
        for (int i = digits; i < FRACTION_DIGITS; i++) {
            fraction *= 10;
        }
        tsNs = seconds * NS_PER_SECOND + fraction;
        return begin;
    }

    /// Reads CPU, flags, thread: what stands before the time, from right to left.
    private boolean whereAndWho(TextLine line, int timeBegin) {
        int end = line.withoutSpacesBefore(timeBegin);
        int begin = line.wordBegin(end);
        if (bracketedCpu(line, begin, end)) {
            flags = 0;
            return thread(line, line.withoutSpacesBefore(begin));
        }
        int beforeEnd = line.withoutSpacesBefore(begin);
        int before = line.wordBegin(beforeEnd);
        if (bracketedCpu(line, before, beforeEnd)) {
            return flags(line, begin, end) && thread(line, line.withoutSpacesBefore(before));
        }
        int digits = begin;
        while (digits < end && TextLine.isDigit(line.at(digits))) {
            digits++;
        }
        return cpu(line.decimal(begin, digits)) && flags(line, digits, end) && thread(line, beforeEnd);
    }

    private boolean bracketedCpu(TextLine line, int begin, int end) {
        return end - begin > 2
                && line.at(begin) == '['
                && line.at(end - 1) == ']'
                && cpu(line.decimal(begin + 1, end - 1));
    }

    private boolean cpu(long number) {
        cpu = (int) number;
        return number >= 0 && number < MOST_CPUS;
    }

    private boolean flags(TextLine line, int begin, int end) {
        if (line.startsWith(begin, RAW_FLAGS)) {
            long bits = line.hex(begin + 1, end);
            flags = (int) bits & FLAGS_MASK;
            return bits != TextLine.NO_NUMBER;
        }
        if (end - begin < SHORTEST_FLAGS || end - begin > LONGEST_FLAGS) {
            return false;
        }
        for (int i = begin; i < end; i++) {
            if (FLAG_CHARACTERS.indexOf(line.at(i)) < 0) {
                return false;
            }
        }
        flags = switch (line.at(begin + CONTEXT_FLAG)) {
            case 'Z' -> NMI | HARDIRQ;
            case 'z' -> NMI;
            case 'H' -> HARDIRQ | SOFTIRQ;
            case 'h' -> HARDIRQ;
            case 's' -> SOFTIRQ;
            default -> 0;
        };
        return true;
    }

    /// Reads name and number of the thread, which end there.
    private boolean thread(TextLine line, int end) {
        int numberEnd = end;
        if (line.at(end - 1) == ')') { // the thread group, with spaces inside
            int open = end - 1;
            while (open > 0 && line.at(open) != '(') {
                open--;
            }
            numberEnd = line.withoutSpacesBefore(open);
        }
        int begin = numberEnd;
        while (begin > 0 && TextLine.isDigit(line.at(begin - 1))) {
            begin--;
        }
        long number = line.decimal(begin, numberEnd);
        if (begin == 0 || number < 0 || number > Integer.MAX_VALUE) {
            return false;
        }
        pid = (int) number;
        byte before = line.at(begin - 1);
        if (before == '-' && number == 1 && TextLine.isSpace(line.at(begin - 2))) {
            writer = Writer.PERF; // a thread that is gone: `:-1    -1`
            pid = -1;
            commEnd = line.withoutSpacesBefore(begin - 1);
        } else if (before == '-') {
            writer = Writer.FTRACE;
            commEnd = begin - 1;
        } else if (before == '/' || TextLine.isSpace(before)) {
            writer = Writer.PERF;
            commEnd = line.withoutSpacesBefore(before == '/' ? line.wordBegin(begin) : begin);
        } else {
            return false;
        }
        commBegin = 0;
        int buffer = line.indexOf(':', 0, commEnd);
        if (buffer > 0 && TextLine.isSpace(line.at(buffer + 1))) { // trace-cmd puts a buffer's name before its events
            commBegin = line.skipSpaces(buffer + 1);
        }
        return commEnd > commBegin;
    }

    /// Reads the event's name, which ends with a colon.
    private boolean event(TextLine line, int afterTime) {
        eventBegin = line.skipSpaces(behindDifference(line, line.skipSpaces(afterTime)));
        int end = line.wordEnd(eventBegin);
        if (end - eventBegin < 2 || line.at(end - 1) != ':') {
            return false;
        }
        eventEnd = end - 1;
        systemBegin = eventBegin;
        int colon = line.indexOf(':', eventBegin, eventEnd);
        systemEnd = Math.max(colon, eventBegin);
        eventBegin = colon < 0 ? eventBegin : colon + 1;
        payload = line.skipSpaces(end);
        boolean named = Character.isLetter(line.at(eventBegin)) || line.at(eventBegin) == '_';
        return named && (writer == Writer.PERF) == (colon > 0);
    }

    /// Skips the time since the event before.
    private static int behindDifference(TextLine line, int begin) {
        int close = line.indexOf(')', begin, line.wordEnd(begin));
        boolean difference = line.startsWith(begin, DIFFERENCE)
                && line.decimal(begin + DIFFERENCE.length, close) != TextLine.NO_NUMBER;
        return difference ? close + 1 : begin;
    }

    Writer writer() {
        return writer;
    }

    /// Whether the line gives the context (task, softirq, ...) is in these bits of `common_flags`; 0 if it does not.
    int flags() {
        return flags;
    }

    int pid() {
        return pid;
    }

    int cpu() {
        return cpu;
    }

    /// Nanoseconds, or ticks when [#isCounted()].
    long tsNs() {
        return tsNs;
    }

    /// Whether the time is a count of unknown unit.
    boolean isCounted() {
        return counted;
    }

    String comm(TextLine line) {
        return line.text(commBegin, commEnd);
    }

    int systemBegin() {
        return systemBegin;
    }

    /// As [#systemBegin()] when the line names no system.
    int systemEnd() {
        return systemEnd;
    }

    int eventBegin() {
        return eventBegin;
    }

    int eventEnd() {
        return eventEnd;
    }

    /// Where the payload begins.
    int payload() {
        return payload;
    }
}
