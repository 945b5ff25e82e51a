// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import org.jspecify.annotations.Nullable;

/// What stands behind an event's name: a kernel event that is understood, a probe, or something else. Used again for
/// every line.
///
/// ```
///   entry probe    (virtqueue_add_sgs+0x4/0xd0) vq=0xff.. name="req.0"          the kernel
///                  (ffffffffa7c77e14) vq=0xff.. name="req.0"                     trace-cmd, perf
///                  __probe_ip=ffffffffa7c77e14 vq=0xff.. name=req.0              trace-cmd report -R
///   return probe   (req_done+0x53/0xe0 [9pnet_virtio] <- virtqueue_get_buf) ret=0x0
/// ```
final class Payload {

    /// What kind of event it is.
    enum Kind {
        /// One of [KernelEventTexts].
        KERNEL_EVENT,
        /// A probe on the entry of a function.
        PROBE_ENTRY,
        /// A probe on its return.
        PROBE_RETURN,
        /// Anything else: counted only.
        OTHER
    }

    private static final byte[] ARROW = AsciiBytes.of("<- ");
    private static final byte[] PROBE_IP = AsciiBytes.of("__probe_ip=");
    private static final byte[] PROBE_FUNCTION = AsciiBytes.of("__probe_func=");

    private static final int SHORTEST_ADDRESS = 8;

    private final KernelEventTexts kernelEvents = new KernelEventTexts();
    private final FieldSlices fields = new FieldSlices();
    private Kind kind = Kind.OTHER;
    private @Nullable KernelEventText kernelEvent;
    private boolean brokenOff;
    private boolean knownName;
    private int symbolFrom;
    private int symbolTo;

    /// Reads the payload of an event's line.
    void read(TextLine line, LineHead head) {
        fields.clear();
        kernelEvent = null;
        brokenOff = false;
        knownName = false;
        symbolFrom = 0;
        symbolTo = 0;
        kind = Kind.OTHER;
        int payload = head.payload();
        if (line.at(payload) == '(') {
            readProbe(line, payload);
        } else if (line.startsWith(payload, PROBE_IP)) {
            readRawProbe(line, payload, Kind.PROBE_ENTRY);
        } else if (line.startsWith(payload, PROBE_FUNCTION)) {
            readRawProbe(line, payload, Kind.PROBE_RETURN);
        } else {
            readKernelEvent(line, head);
        }
    }

    private void readProbe(TextLine line, int payload) {
        int close = line.indexOf(')', payload, line.length());
        if (close < 0) {
            brokenOff = true;
            return;
        }
        int arrow = payload;
        while (arrow < close && !line.startsWith(arrow, ARROW)) {
            arrow++;
        }
        kind = arrow < close ? Kind.PROBE_RETURN : Kind.PROBE_ENTRY;
        symbolFrom = arrow < close ? arrow + ARROW.length : payload + 1;
        symbolTo = symbolFrom;
        while (symbolTo < close && line.at(symbolTo) != '+' && !TextLine.isSpace(line.at(symbolTo))) {
            symbolTo++;
        }
        if (symbolTo - symbolFrom >= SHORTEST_ADDRESS && line.hex(symbolFrom, symbolTo) != TextLine.NO_NUMBER) {
            symbolTo = symbolFrom; // an address: of no use without that kernel's symbols
        }
        fields.scan(line, close + 1);
    }

    private void readRawProbe(TextLine line, int payload, Kind probe) {
        kind = probe;
        fields.scan(line, payload);
    }

    private void readKernelEvent(TextLine line, LineHead head) {
        KernelEventText found = kernelEvents.find(line, head.eventBegin(), head.eventEnd());
        boolean system = found != null
                && (head.systemEnd() == head.systemBegin()
                        || line.equal(head.systemBegin(), head.systemEnd(), found.systemName()));
        if (found != null && system && found.read(line, head.payload(), fields)) {
            kernelEvent = found;
            kind = Kind.KERNEL_EVENT;
        } else {
            fields.clear();
            knownName = system;
            brokenOff = system || head.payload() >= line.length();
        }
    }

    Kind kind() {
        return kind;
    }

    /// The kernel event, when it is one.
    @Nullable
    KernelEventText kernelEvent() {
        return kernelEvent;
    }

    /// Whether the line broke off before it said what the event is.
    boolean isBrokenOff() {
        return brokenOff;
    }

    /// Whether it is by its name a kernel event that is understood, and only by that.
    boolean isOnlyNamed() {
        return knownName;
    }

    FieldSlices fields() {
        return fields;
    }

    /// The function a probe is about, empty when the line does not name it.
    String symbol(TextLine line) {
        return line.text(symbolFrom, symbolTo);
    }
}
