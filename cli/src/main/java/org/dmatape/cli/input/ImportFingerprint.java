// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.dmatape.capture.importing.RecordingFolder;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.capture.recording.FileChecksum;
import org.dmatape.cli.Version;
import org.dmatape.format.write.TapeWriter;

/// What decides how a tape comes out of an import: the bytes of the recordings and of what lies beside them, and the
/// program that reads and writes them. Two imports with the same fingerprint make the same tape.
final class ImportFingerprint {

    private ImportFingerprint() {}

    /// The fingerprint, as hex digits that can be part of a file's name.
    static String of(RecordingFolder recordings) {
        MessageDigest digest = sha256();
        add(digest, Version.number());
        Stream.of(TapeImporter.class, TapeWriter.class)
                .map(ImportFingerprint::jarOf)
                .flatMap(Optional::stream)
                .forEach(jar -> add(digest, FileChecksum.of(jar).sha256()));
        recordings
                .recordings()
                .forEach(file -> add(digest, FileChecksum.of(file.path()).sha256()));
        Stream.of(recordings.virtioDevices(), recordings.uname())
                .forEach(file -> add(
                        digest,
                        file.map(beside -> FileChecksum.of(beside).sha256()).orElse("none")));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    /// The jar a class came from; none while the program runs from folders of classes, as in its tests.
    private static Optional<Path> jarOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
