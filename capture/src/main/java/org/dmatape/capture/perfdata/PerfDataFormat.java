// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import java.nio.file.Path;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.RecordingRole;

/// perf's binary file (PERFILE2), written to a file or to a pipe, with samples of tracepoints.
public final class PerfDataFormat implements RecordingFormat {

    @Override
    public String name() {
        return "perf.data";
    }

    @Override
    public RecordingRole role() {
        return RecordingRole.KERNEL_TRACE;
    }

    @Override
    public boolean recognises(byte[] head) {
        return PerfHeader.startsWithMagic(head);
    }

    @Override
    public Recording open(Path file, OpenOptions options) {
        return PerfDataRecording.open(file);
    }
}
