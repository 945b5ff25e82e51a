// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

/// Numbers of options and of the sections they point to.
final class OptionId {

    static final int DONE = 0;
    static final int DATE = 1;
    static final int CPU_STATISTICS = 2;
    static final int BUFFER = 3;
    static final int TRACE_CLOCK = 4;
    static final int UNAME = 5;
    static final int HOOK = 6;
    static final int OFFSET = 7;
    static final int CPU_COUNT = 8;
    static final int VERSION = 9;
    static final int TRACE_ID = 11;
    static final int TIME_SHIFT = 12;
    static final int GUEST = 13;
    static final int TSC_TO_NANOSECONDS = 14;
    static final int HEADER_INFO = 16;
    static final int FTRACE_EVENTS = 17;
    static final int EVENT_FORMATS = 18;
    static final int KALLSYMS = 19;
    static final int COMMAND_LINES = 21;
    static final int BUFFER_TEXT = 22;
    /// Of dmatape's own: lines of facts. trace-cmd passes over what it does not know.
    static final int RECORDER_FACTS = 0x646d;

    private OptionId() {}
}
