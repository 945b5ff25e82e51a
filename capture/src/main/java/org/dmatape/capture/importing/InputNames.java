// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.nio.file.Path;
import java.util.Map;
import org.dmatape.capture.recording.RecordingException;

/// What recordings are called, on the tape and in messages, that lie in temporary files.
///
/// @param byFile the name for each such file
public record InputNames(Map<Path, String> byFile) {

    /// Every file is called what it is called.
    public static final InputNames OWN = new InputNames(Map.of());

    /// Copies the map.
    public InputNames {
        byFile = Map.copyOf(byFile);
    }

    /// The name of a file.
    public String of(Path file) {
        return byFile.getOrDefault(file, file.toString());
    }

    /// A text about files, with their names.
    public String in(String text) {
        String named = text;
        for (Map.Entry<Path, String> file : byFile.entrySet()) {
            named = named.replace(file.getKey().toString(), file.getValue());
        }
        return named;
    }

    /// What is wrong with a file, with its name.
    public RecordingException in(RecordingException problem) {
        String text = String.valueOf(problem.getMessage());
        String named = in(text);
        if (named.equals(text)) {
            return problem;
        }
        return problem.isSalvageable()
                ? RecordingException.ofDamage(named, problem)
                : new RecordingException(named, problem);
    }
}
