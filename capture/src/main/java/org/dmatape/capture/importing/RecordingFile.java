// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.RecordingRole;

/// A file that is a recording, and of which kind.
///
/// @param path the file as it was named
/// @param format its kind, told by its content
public record RecordingFile(Path path, RecordingFormat format) {

    /// Recognises a file the user named.
    ///
    /// @throws RecordingException when it is missing or is no recording
    public static RecordingFile of(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new RecordingException(path + " is not a regular file, expected a recording");
        }
        return RecordingFormats.of(path)
                .map(format -> new RecordingFile(path, format))
                .orElseThrow(() -> new RecordingException(path + ": offset 0: expected the beginning of one of "
                        + knownKinds() + ", found "
                        + UnreadFile.of(path).sentence()));
    }

    /// Whose view it holds.
    RecordingRole role() {
        return format.role();
    }

    /// The kinds of recordings there are, for messages.
    static String knownKinds() {
        return RecordingFormats.all().stream().map(RecordingFormat::name).collect(Collectors.joining(", "));
    }
}
