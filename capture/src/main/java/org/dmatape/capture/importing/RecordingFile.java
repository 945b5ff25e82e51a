// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.recording.RecordingRole;
import org.dmatape.capture.synthetic.TextCompression;

/// A file that is a recording, and of which kind.
///
/// @param path the file as it was named
/// @param format its kind, told by its content
public record RecordingFile(Path path, RecordingFormat format) {

    private static final int SHOWN_BYTES = 8;

    /// How other compressed files than those of [TextCompression] begin, in hexadecimal, and what decompresses them.
    private static final Map<String, String> NOT_READ = Map.of("fd 37 7a 58 5a 00", "xz", "42 5a 68", "bzip2");

    /// How `trace-cmd` and `perf` name what they write, and QEMU's log usually is.
    private static final List<String> RECORDERS_NAMES = List.of("trace.dat", "perf.data", "qemu.log");

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
                        + knownKinds() + ", found " + firstBytes(path)));
    }

    /// Whose view it holds.
    RecordingRole role() {
        return format.role();
    }

    /// The kinds of recordings there are, for messages.
    static String knownKinds() {
        return RecordingFormats.all().stream().map(RecordingFormat::name).collect(Collectors.joining(", "));
    }

    private static String firstBytes(Path path) {
        byte[] head = head(path);
        TextCompression read = TextCompression.of(head);
        if (read != TextCompression.NONE) {
            return "a file compressed by " + read.program()
                    + " without the begin of a log or a text of events in it; decompress anything else first";
        }
        return head.length == 0
                ? "an empty file"
                : notRead(head)
                        .map(program -> "a file compressed by " + program + ": decompress it first")
                        .orElse("bytes " + shown(head));
    }

    /// What to say of a file of a folder that was to be a recording, going by how it begins or is called, and is none
    /// that is read: the rest of a sentence that begins with the file. Nothing of other files, notes for instance.
    static Optional<String> whyNotRead(Path path) {
        byte[] head = head(path);
        TextCompression read = TextCompression.of(head);
        Optional<String> program = read == TextCompression.NONE ? notRead(head) : Optional.of(read.program());
        if (program.isPresent()) {
            return Optional.of("is compressed by " + program.get() + " and was not read");
        }
        String name = String.valueOf(path.getFileName());
        if (head.length == 0 && !name.startsWith(".")) {
            return Optional.of("is empty");
        }
        return RECORDERS_NAMES.stream().anyMatch(name::endsWith)
                ? Optional.of("does not begin like a recording (bytes " + shown(head) + ") and was not read")
                : Optional.empty();
    }

    private static Optional<String> notRead(byte[] head) {
        return NOT_READ.entrySet().stream()
                .filter(kind -> shown(head).startsWith(kind.getKey()))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    private static String shown(byte[] head) {
        return HexFormat.ofDelimiter(" ").formatHex(head);
    }

    private static byte[] head(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(SHOWN_BYTES);
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + path + ": " + cause.getMessage(), cause);
        }
    }
}
