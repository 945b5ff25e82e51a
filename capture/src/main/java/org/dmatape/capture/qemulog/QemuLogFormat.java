// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.qemulog;

import java.nio.file.Path;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.RecordingRole;

/// The log of QEMU's `log` trace backend (`-trace ... -D FILE`). A file is one when its first lines have an event that
/// is understood, whatever stands between them.
public final class QemuLogFormat implements RecordingFormat {

    @Override
    public String name() {
        return QemuLogRecording.KIND;
    }

    @Override
    public RecordingRole role() {
        return RecordingRole.DEVICE_LOG;
    }

    @Override
    public boolean recognises(byte[] head) {
        return LogHead.of(head).events() > 0;
    }

    @Override
    public boolean mayBeCompressed() {
        return true;
    }

    @Override
    public Recording open(Path file, OpenOptions options) {
        return QemuLogRecording.open(file, options);
    }
}
