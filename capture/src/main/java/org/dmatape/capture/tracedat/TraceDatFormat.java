// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.nio.file.Path;
import java.util.Arrays;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.RecordingRole;

/// trace-cmd's binary file, versions 6 and 7.
public final class TraceDatFormat implements RecordingFormat {

    @Override
    public String name() {
        return "trace.dat";
    }

    @Override
    public RecordingRole role() {
        return RecordingRole.KERNEL_TRACE;
    }

    @Override
    public boolean recognises(byte[] head) {
        return FileHeader.startsWithMagic(Arrays.copyOf(head, Math.min(head.length, FileHeader.MAGIC_BYTES)));
    }

    @Override
    public Recording open(Path file, OpenOptions options) {
        return TraceDatRecording.open(file, options);
    }
}
