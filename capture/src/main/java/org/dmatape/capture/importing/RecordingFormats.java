// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.ftracetext.FtraceTextFormat;
import org.dmatape.capture.kernellog.KernelLogFormat;
import org.dmatape.capture.perfdata.PerfDataFormat;
import org.dmatape.capture.qemulog.QemuLogFormat;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.simpletrace.SimpleTraceFormat;
import org.dmatape.capture.synthetic.TextCompression;
import org.dmatape.capture.tracedat.TraceDatFormat;

/// Every kind of recording dmatape reads, the most certain to recognise first.
public final class RecordingFormats {

    private static final List<RecordingFormat> ALL = List.of(
            new TraceDatFormat(),
            new PerfDataFormat(),
            new SimpleTraceFormat(),
            new FtraceTextFormat(),
            new QemuLogFormat(),
            new KernelLogFormat());

    private RecordingFormats() {}

    /// The kinds, in the order in which they are tried.
    public static List<RecordingFormat> all() {
        return ALL;
    }

    /// The kind of a file, by its content; empty when it is none of them or cannot be read.
    public static Optional<RecordingFormat> of(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            byte[] head = TextCompression.headOf(file, RecordingFormat.HEAD_BYTES);
            boolean compressed = TextCompression.of(file) != TextCompression.NONE;
            return of(head).filter(format -> format.mayBeCompressed() || !compressed);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The kind of a file that begins so. What packs other files is none of the kinds, although the lines of a log may
    /// be found in it.
    static Optional<RecordingFormat> of(byte[] head) {
        return ForeignFormat.of(head).filter(ForeignFormat::holdsFiles).isPresent()
                ? Optional.empty()
                : ALL.stream().filter(format -> format.recognises(head)).findFirst();
    }
}
