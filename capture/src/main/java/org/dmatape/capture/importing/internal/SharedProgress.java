// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.internal;

import java.util.List;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.recording.Recording;

/// The progress of several recordings that are read together, each as much of the whole as its file.
public final class SharedProgress {

    private final ImportProgress listener;
    private final List<Part> parts;

    /// A recording and the size of its file.
    ///
    /// @param recording the recording
    /// @param sizeBytes size of its file
    public record Part(Recording recording, long sizeBytes) {}

    /// Tells the listener how far all of them have come.
    public SharedProgress(List<Part> parts, ImportProgress listener) {
        this.parts = List.copyOf(parts);
        this.listener = listener;
    }

    /// The progress of one recording.
    public static SharedProgress of(Recording recording, ImportProgress listener) {
        return new SharedProgress(List.of(new Part(recording, 1)), listener);
    }

    /// So many events have been read.
    void read(long events) {
        double readBytes = 0;
        double totalBytes = 0;
        for (Part part : parts) {
            readBytes += part.recording().shareRead() * part.sizeBytes();
            totalBytes += part.sizeBytes();
        }
        listener.read(events, totalBytes == 0 ? 0 : readBytes / totalBytes);
    }

    /// Everything has been read.
    void done(long events) {
        listener.read(events, 1);
    }
}
