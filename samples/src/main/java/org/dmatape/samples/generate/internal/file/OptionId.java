// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.file;

/// Ids of options and, where a section has an option of its own, of sections (trace-cmd: `trace-cmd.dat.v7.5.txt`).
final class OptionId {

    static final int DONE = 0;
    static final int CPUSTAT = 2;
    static final int BUFFER = 3;
    static final int TRACECLOCK = 4;
    static final int UNAME = 5;
    static final int VERSION = 9;
    static final int CPUCOUNT = 8;
    static final int TRACEID = 11;
    static final int TSC2NSEC = 14;
    static final int STRINGS = 15;
    static final int HEADER_INFO = 16;
    static final int FTRACE_EVENTS = 17;
    static final int EVENT_FORMATS = 18;
    static final int KALLSYMS = 19;
    static final int PRINTK = 20;
    static final int CMDLINES = 21;

    private OptionId() {}

    /// Options that say how the recording was made, the same in all versions.
    static void putFacts(OrderedBytes options, TraceDatContent content) {
        put(options, TRACECLOCK, content.bytes().terminated(content.clocks()));
        put(options, UNAME, content.bytes().terminated(content.uname()));
        put(options, VERSION, content.bytes().terminated("dmatape generate"));
        put(options, TRACEID, content.bytes().u64(content.traceId()));
        for (String statistics : content.statistics()) {
            put(options, CPUSTAT, content.bytes().terminated(statistics));
        }
        content.tscConversion()
                .ifPresent(tsc -> put(
                        options,
                        TSC2NSEC,
                        content.bytes().u32(tsc.multiplier()).u32(tsc.shift()).u64(tsc.offset())));
    }

    static void put(OrderedBytes options, int id, OrderedBytes data) {
        options.u16(id).u32(data.size()).raw(data.toByteArray());
    }
}
