// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.simpletrace;

import java.nio.file.Path;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.RecordingRole;

/// The binary trace of QEMU's `simple` backend (`-trace ... file=FILE` of a QEMU built with it).
public final class SimpleTraceFormat implements RecordingFormat {

    @Override
    public String name() {
        return SimpleTraceRecording.KIND;
    }

    @Override
    public RecordingRole role() {
        return RecordingRole.DEVICE_LOG;
    }

    @Override
    public boolean recognises(byte[] head) {
        return TraceHeader.read(head).isPresent();
    }

    @Override
    public Recording open(Path file, OpenOptions options) {
        return SimpleTraceRecording.open(file, options);
    }
}
