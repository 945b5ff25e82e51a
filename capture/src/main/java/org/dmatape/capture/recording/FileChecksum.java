// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The identity of a recording: what its bytes are, whatever it is called.
///
/// @param sha256 checksum in hex
/// @param sizeBytes size
public record FileChecksum(String sha256, long sizeBytes) {

    private static final int CHUNK_BYTES = 1 << 20;

    /// Reads the file through.
    public static FileChecksum of(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            MessageDigest digest = newDigest();
            byte[] chunk = new byte[CHUNK_BYTES];
            long size = 0;
            int read = input.read(chunk);
            while (read >= 0) {
                digest.update(chunk, 0, read);
                size += read;
                read = input.read(chunk);
            }
            return of(digest, size);
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + file + ": " + cause.getMessage(), cause);
        }
    }

    /// The checksum of bytes that were put into a [#newDigest()].
    public static FileChecksum of(MessageDigest digest, long sizeBytes) {
        return new FileChecksum(HexFormat.of().formatHex(digest.digest()), sizeBytes);
    }

    /// Takes in the bytes of a file that is read anyway.
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
