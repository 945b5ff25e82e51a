// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.command;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmatape.capture.importing.RecordingFile;
import org.dmatape.capture.importing.RecordingFolder;
import org.dmatape.cli.session.UsageException;

/// What `--clock-offset FILE=NS` says, by the recording it is about: named as on the command line, or by the last part
/// of its name.
final class ClockOffsets {

    private ClockOffsets() {}

    static Map<Path, Long> of(Map<String, Long> offsetsNs, List<Path> inputs) {
        if (offsetsNs.isEmpty()) {
            return Map.of();
        }
        List<Path> recordings = RecordingFolder.of(inputs).recordings().stream()
                .map(RecordingFile::path)
                .toList();
        Map<Path, Long> byPath = new HashMap<>();
        offsetsNs.forEach((name, offsetNs) -> byPath.put(find(name, recordings), offsetNs));
        return byPath;
    }

    private static Path find(String name, List<Path> recordings) {
        List<Path> found = recordings.stream()
                .filter(recording -> recording.toString().equals(name)
                        || String.valueOf(recording.getFileName()).equals(name))
                .toList();
        if (found.size() != 1) {
            String names = recordings.stream().map(Path::toString).collect(Collectors.joining(", "));
            throw new UsageException(
                    "--clock-offset " + name + ": expected the name of one of the recordings " + names);
        }
        return found.getFirst();
    }
}
