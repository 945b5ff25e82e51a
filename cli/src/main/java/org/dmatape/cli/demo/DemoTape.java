// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.demo;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.ImportSummary;
import org.dmatape.capture.importing.RecordingFolder;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.recording.FileChecksum;
import org.dmatape.cli.Version;
import org.dmatape.cli.session.UsageException;
import org.dmatape.format.read.Tape;

/// The tape the demo makes of the shipped recording.
///
/// @param recording the folder of the recording
/// @param tape where the tape goes
record DemoTape(Path recording, Path tape) {

    ImportSummary make(ImportProgress progress) {
        boolean exists = Files.exists(tape, LinkOption.NOFOLLOW_LINKS);
        if (exists && !isOfAnEarlierDemo()) {
            throw new UsageException(
                    tape + " exists and is not the tape of an earlier demo; choose another name with -o");
        }
        ImportRequest request =
                ImportRequest.of(recording, tape).withOverwrite(exists).withCreatedBy("dmatape " + Version.number());
        return TapeImporter.run(request, progress);
    }

    private boolean isOfAnEarlierDemo() {
        List<String> checksums = RecordingFolder.of(List.of(recording)).recordings().stream()
                .map(file -> FileChecksum.of(file.path()).sha256())
                .toList();
        return Tape.open(tape).manifest().sources().stream().allMatch(source -> checksums.contains(source.sha256()));
    }
}
