// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.recording.RecordingFormat;
import org.dmatape.capture.synthetic.TextCompression;
import org.tukaani.xz.MemoryLimitException;

/// What a file is that is no recording, in words for the user, and what to do instead.
final class UnreadFile {

    private static final int SHOWN_BYTES = 8;
    private static final int SHOWN_CHARACTERS = 32;
    private static final int KIB_PER_MIB = 1024;

    /// How `trace-cmd` and `perf` name what they write, and QEMU's log usually is.
    private static final List<String> RECORDERS_NAMES = List.of("trace.dat", "perf.data", "qemu.log");

    /// Of a Perfetto trace so many packets must follow each other to be taken for one.
    private static final int PACKETS = 3;

    /// Field 1 of a message (the packets of a trace) as its length and its bytes, in the encoding of protocol buffers.
    private static final int PACKET_TAG = 0x0a;

    private final TextCompression compression;
    private final byte[] head;
    private final String unmetNeed;

    /// @param compression how the file is compressed as a whole, as far as dmatape decompresses
    /// @param head the first bytes of the file, decompressed
    /// @param unmetNeed what the file needs to be decompressed and does not get; empty when it gets it
    private UnreadFile(TextCompression compression, byte[] head, String unmetNeed) {
        this.compression = compression;
        this.head = head;
        this.unmetNeed = unmetNeed;
    }

    /// Looks at the beginning of a file.
    ///
    /// @throws RecordingException when it cannot be read
    static UnreadFile of(Path path) {
        try {
            TextCompression compression = TextCompression.of(path);
            return compression == TextCompression.NONE
                    ? new UnreadFile(compression, TextCompression.headOf(path, RecordingFormat.HEAD_BYTES), "")
                    : compressed(path, compression);
        } catch (IOException cause) {
            throw new RecordingException("cannot read " + path + ": " + cause.getMessage(), cause);
        }
    }

    private static UnreadFile compressed(Path path, TextCompression compression) {
        try {
            return new UnreadFile(compression, TextCompression.headOf(path, RecordingFormat.HEAD_BYTES), "");
        } catch (MemoryLimitException tooLarge) {
            return new UnreadFile(compression, new byte[0], need(path, tooLarge));
        } catch (IOException damaged) {
            return new UnreadFile(compression, new byte[0], "");
        }
    }

    private static String need(Path path, MemoryLimitException tooLarge) {
        return "needs " + Math.ceilDiv(tooLarge.getMemoryNeeded(), KIB_PER_MIB) + " MiB to decompress, at most "
                + tooLarge.getMemoryLimit() / KIB_PER_MIB + " are allowed: decompress it with xz -dk " + path;
    }

    /// What was found, and what to do.
    String sentence() {
        if (compression != TextCompression.NONE) {
            return compressedSentence();
        }
        if (head.length == 0) {
            return "an empty file";
        }
        return ForeignFormat.of(head)
                .map(ForeignFormat::sentence)
                .or(this::json)
                .or(this::perfetto)
                .or(this::text)
                .orElseGet(() ->
                        "bytes " + HexFormat.ofDelimiter(" ").formatHex(head, 0, Math.min(SHOWN_BYTES, head.length)));
    }

    /// What to say of a file of a folder that was to be a recording, going by how it begins or is called: the rest of a
    /// sentence that begins with the file. Nothing of other files, notes for instance.
    Optional<String> whyLeftOut(String name) {
        if (!unmetNeed.isEmpty()) {
            return Optional.of(unmetNeed);
        }
        if (compression != TextCompression.NONE) {
            return Optional.of("is a file compressed by " + compression.program() + " and was not read");
        }
        if (head.length == 0 && !name.startsWith(".")) {
            return Optional.of("is empty");
        }
        Optional<String> packed = ForeignFormat.of(head)
                .filter(ForeignFormat::holdsFiles)
                .map(format -> "is " + format.what() + " and was not read");
        return packed.isEmpty() && RECORDERS_NAMES.stream().anyMatch(name::endsWith)
                ? Optional.of("is no recording and was not read: found " + sentence())
                : packed;
    }

    private String compressedSentence() {
        String program = compression.program();
        if (!unmetNeed.isEmpty()) {
            return "a file compressed by " + program + " that " + unmetNeed;
        }
        return RecordingFormats.of(head)
                .map(RecordingFormat::name)
                .or(() -> ForeignFormat.of(head).map(ForeignFormat::what))
                .map(kind -> kind + " in a file compressed by " + program + ": unpack it first")
                .orElse("a file compressed by " + program
                        + " without the begin of a log or a text of events in it; decompress anything else first");
    }

    private Optional<String> json() {
        String text = new String(head, StandardCharsets.ISO_8859_1).strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return Optional.empty();
        }
        if (text.contains("\"traceEvents\"")) {
            return Optional.of("JSON of Chrome's trace format: give the recording it was made from");
        }
        if (text.contains("\"linux-perf-json-version\"")) {
            return Optional.of("JSON of perf data convert, which has no fields of events: give the perf.data");
        }
        if (text.contains("\"dmatape.")) {
            return Optional.of("an answer of dmatape as JSON: give the tape, or the recording");
        }
        return Optional.of("JSON: give the recording it was made from");
    }

    private Optional<String> perfetto() {
        ByteBuffer left = ByteBuffer.wrap(head);
        for (int packet = 0; packet < PACKETS; packet++) {
            if (!left.hasRemaining() || left.get() != PACKET_TAG) {
                return Optional.empty();
            }
            int length = packetLength(left);
            if (length <= 0 || length > left.remaining()) {
                return Optional.empty();
            }
            left.position(left.position() + length);
        }
        return Optional.of("a trace of Perfetto: give the recording or the tape it was made from;"
                + " Perfetto's own recordings lack the fields of DMA events");
    }

    /// A number in groups of seven bits, the lowest first; -1 where it is no length.
    private static int packetLength(ByteBuffer bytes) {
        int length = 0;
        for (int shift = 0; shift < 4 * 7 && bytes.hasRemaining(); shift += 7) {
            int group = bytes.get();
            length |= (group & 0x7f) << shift;
            if (group >= 0) {
                return length;
            }
        }
        return -1;
    }

    private Optional<String> text() {
        int length = Math.min(SHOWN_CHARACTERS, head.length);
        try {
            String begin = StandardCharsets.US_ASCII
                    .newDecoder()
                    .decode(ByteBuffer.wrap(head, 0, length))
                    .toString();
            String line = begin.lines().findFirst().orElse("").strip();
            return begin.chars().allMatch(c -> c >= ' ' || Character.isWhitespace(c))
                    ? Optional.of("text that begins with '" + line + "' and has no line of events dmatape knows")
                    : Optional.empty();
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
