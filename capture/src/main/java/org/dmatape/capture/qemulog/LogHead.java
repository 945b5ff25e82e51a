// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemulog;

import java.util.Arrays;
import org.dmatape.capture.qemuevent.ArgumentReader;
import org.dmatape.capture.synthetic.LineChunks;
import org.dmatape.capture.synthetic.LineTimes;

/// What the first lines of a file show.
///
/// @param events lines that are events of QEMU: understood, or with a thread and a time before their name
/// @param stamped those of them that have a time
record LogHead(int events, int stamped) {

    static LogHead of(byte[] begin) {
        byte[] head = Arrays.copyOf(begin, begin.length + LineChunks.PADDING_BYTES);
        EventNames names = new EventNames();
        LinePrefix prefix = new LinePrefix();
        int events = 0;
        int stamped = 0;
        int from = 0;
        for (int at = 0; at < begin.length; at++) {
            if (head[at] != '\n') {
                continue;
            }
            int end = at > from && head[at - 1] == '\r' ? at - 1 : at;
            int name = prefix.read(head, from, end);
            if (isEvent(names, head, name, end)) {
                events++;
                if (prefix.tsNs() != LineTimes.NO_TIME) {
                    stamped++;
                }
            }
            from = at + 1;
        }
        return new LogHead(events, stamped);
    }

    private static boolean isEvent(EventNames names, byte[] head, int from, int end) {
        int nameTo = EventNames.endOf(head, from, end);
        for (ArgumentReader reader : names.find(head, from, nameTo)) {
            if (reader.read(head, Math.min(end, nameTo + 1), end)) {
                return true;
            }
        }
        return false;
    }
}
