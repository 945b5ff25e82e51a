// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemulog;

import org.dmatape.capture.qemuevent.ArgumentReader;
import org.dmatape.capture.synthetic.LineChunks.LineParser;
import org.dmatape.capture.synthetic.LineTimes;
import org.dmatape.capture.synthetic.RecordWriter;
import org.jspecify.annotations.Nullable;

/// Turns the lines of a chunk into records: what stands before the event, its name, its arguments. Lines of the guest's
/// console, warnings and events that are not understood are counted. Belongs to one thread.
final class QemuLineParser implements LineParser {

    private final LineCounts counts;
    private final EventNames names = new EventNames();
    private final LinePrefix prefix = new LinePrefix();
    private final SmmuFaultAddress smmuFault = new SmmuFaultAddress();
    private @Nullable RecordWriter writer;
    private long events;
    private long otherEvents;
    private long otherLines;
    private long malformed;

    QemuLineParser(LineCounts counts) {
        this.counts = counts;
    }

    @Override
    public void beginChunk(RecordWriter chunkWriter) {
        writer = chunkWriter;
        events = 0;
        otherEvents = 0;
        otherLines = 0;
        malformed = 0;
        smmuFault.forget();
    }

    @Override
    public void line(byte[] text, int from, int to) {
        int end = to > from && text[to - 1] == '\r' ? to - 1 : to;
        int nameFrom = prefix.read(text, from, end);
        int nameTo = EventNames.endOf(text, nameFrom, end);
        ArgumentReader[] readers = names.find(text, nameFrom, nameTo);
        if (readers.length == 0 && prefix.tsNs() == LineTimes.NO_TIME) {
            nameFrom = prefix.find(text, from, end);
            nameTo = EventNames.endOf(text, nameFrom, end);
            readers = names.find(text, nameFrom, nameTo);
        }
        if (readers.length == 0) {
            if (prefix.tsNs() != LineTimes.NO_TIME) {
                otherEvents++;
            } else if (!smmuFault.read(text, from, end)) {
                otherLines++;
            }
            return;
        }
        int argumentsFrom = Math.min(end, nameTo + 1);
        if (smmuFault.belongsTo(text, nameFrom, nameTo)) {
            byte[] arguments = smmuFault.complete(text, argumentsFrom, end);
            event(readers, arguments, 0, arguments.length - SmmuFaultAddress.PADDING_BYTES);
        } else {
            event(readers, text, argumentsFrom, end);
        }
    }

    private void event(ArgumentReader[] readers, byte[] text, int argumentsFrom, int to) {
        for (ArgumentReader reader : readers) {
            if (reader.read(text, argumentsFrom, to)) {
                write(reader, text);
                return;
            }
        }
        malformed++;
    }

    private void write(ArgumentReader reader, byte[] text) {
        RecordWriter records = writer;
        if (records == null) {
            throw new IllegalStateException("a line before the chunk began");
        }
        reader.write(records, text, prefix.tsNs());
        events++;
    }

    @Override
    public void cutLine() {
        counts.addCutLine();
    }

    @Override
    public void longLine() {
        otherLines++;
    }

    @Override
    public void endChunk() {
        counts.add(events, otherEvents, otherLines, malformed);
    }
}
