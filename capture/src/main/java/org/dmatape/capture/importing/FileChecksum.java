// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.dmatape.capture.recording.RecordingException;

/// The identity of a recording: what its bytes are, whatever it is called.
///
/// @param sha256 checksum in hex
/// @param sizeBytes size
public record FileChecksum(String sha256, long sizeBytes) {

    private static final int CHUNK_BYTES = 1 << 20;

    /// Reads the file through.
    public static FileChecksum of(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[CHUNK_BYTES];
            long size = 0;
            int read = input.read(chunk);
            while (read >= 0) {
                digest.update(chunk, 0, read);
                size += read;
                read = input.read(chunk);
            }
            return new FileChecksum(HexFormat.of().formatHex(digest.digest()), size);
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + file + ": " + cause.getMessage(), cause);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
