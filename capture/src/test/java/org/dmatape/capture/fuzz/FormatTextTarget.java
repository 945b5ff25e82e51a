// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.eventformat.EventFormatParser;
import org.dmatape.capture.eventformat.PageFormatParser;
import org.dmatape.capture.recording.ByteOrigin;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.TraceDatRecording;

/// The kernel's texts about events and pages, as they lie in a recording. The first byte of the input says which parser
/// reads it.
final class FormatTextTarget implements FuzzTarget {

    private static final ByteOrigin ORIGIN = (position, expected, found) ->
            new RecordingException("text: at offset " + position + ", expected " + expected + " but found " + found);

    private static final String PAGE = """
        \tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;
        \tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;
        \tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;
        \tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;
        """;

    private static final String EVENT = "# compressed entry header\n\ttype_len    :    5 bits\n";

    @Override
    public boolean read(byte[] input) {
        if (input.length == 0) {
            return false;
        }
        String text = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
        return switch (input[0]) {
            case 'p' -> PageFormatParser.parsePage(text, 0, ORIGIN).layout().dataOffset() > 0;
            case 'h' -> {
                PageFormatParser.checkEvent(text, 0, ORIGIN);
                yield true;
            }
            case '4' -> hasFields(text, Integer.BYTES);
            default -> hasFields(text, Long.BYTES);
        };
    }

    private static boolean hasFields(String text, int longBytes) {
        List<EventField> fields =
                new EventFormatParser(longBytes).parse("fuzz", text, 0, ORIGIN).fields();
        return !fields.isEmpty();
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>(List.of(bytes("p" + PAGE), bytes("h" + EVENT)));
        for (byte[] file : GeneratedSeeds.traceDats()) {
            seeds.addAll(formatsIn(file));
        }
        return seeds;
    }

    /// The texts of the events of a recording, each with the byte that chooses its parser.
    private static List<byte[]> formatsIn(byte[] file) throws IOException {
        Path path = Files.createTempFile("dmatape-seed", ".dat");
        try {
            Files.write(path, file);
            try (Recording recording = TraceDatRecording.open(path, OpenOptions.DEFAULT)) {
                return recording.formats().values().stream()
                        .map(format -> "8name: " + format.name() + "\nID: " + format.id() + "\nformat:\n"
                                + fieldLines(format.fields()) + "\nprint fmt: " + format.printFormat() + "\n")
                        .map(FormatTextTarget::bytes)
                        .toList();
            }
        } finally {
            Files.delete(path);
        }
    }

    private static String fieldLines(List<EventField> fields) {
        StringBuilder lines = new StringBuilder();
        fields.forEach(field -> lines.append("\tfield:")
                .append(field.type())
                .append(' ')
                .append(field.name())
                .append(";\toffset:")
                .append(field.offset())
                .append(";\tsize:")
                .append(field.sizeBytes())
                .append(";\tsigned:0;\n"));
        return lines.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
