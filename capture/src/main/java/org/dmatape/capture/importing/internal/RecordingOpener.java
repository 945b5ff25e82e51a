// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.dmatape.capture.importing.RecordingFile;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;

/// Opens the recordings of one import, each as often as it is read: to see its clock, and to import it. Which of its
/// buffers are read is found out the first time.
public final class RecordingOpener {

    private final OpenOptions options;
    private final Map<Path, OneClockRecording.Choice> choices = new HashMap<>();

    public RecordingOpener(OpenOptions options) {
        this.options = options;
    }

    /// Opens a recording, of which only buffers of one clock are read.
    public Recording open(RecordingFile file) {
        Recording recording = file.format().open(file.path(), options);
        try {
            OneClockRecording.Choice choice = choices.get(file.path());
            if (choice == null) {
                choice = OneClockRecording.choice(recording, file, options);
                choices.put(file.path(), choice);
            }
            return choice.of(recording);
        } catch (RuntimeException | Error problem) {
            recording.close();
            throw problem;
        }
    }
}
