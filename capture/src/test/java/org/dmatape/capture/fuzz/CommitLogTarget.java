// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.dmatape.format.salvage.TapeSalvage;
import org.dmatape.format.write.TapeWriterOptions;

/// The log of commits of a tape that is being recorded: read as it is, then salvaged. Whoever changes a line can also
/// put its checksum right, and so does this.
final class CommitLogTarget implements FuzzTarget {

    private static final String LOG = "commits.jsonl";
    private static final int CHECKSUM_DIGITS = 8;

    private final Path folder = Scratch.create().folder();
    private final Path tape = SmallTape.unfinished(folder);
    private final byte[] written;

    CommitLogTarget() {
        try {
            written = Files.readAllBytes(tape.resolve(LOG));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public boolean read(byte[] input) throws IOException {
        String lines = new String(input, StandardCharsets.UTF_8)
                .lines()
                .map(CommitLogTarget::withChecksum)
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(tape.resolve(LOG), lines);
        long rows = SmallTape.readAll(tape);
        Path salvaged = folder.resolve("salvaged.tape");
        try {
            TapeSalvage.salvage(tape, salvaged, TapeWriterOptions.defaults());
            SmallTape.readAll(salvaged);
        } finally {
            Scratch.delete(salvaged);
        }
        return rows > 0;
    }

    private static String withChecksum(String line) {
        if (line.length() <= CHECKSUM_DIGITS + 1) {
            return line;
        }
        String json = line.substring(CHECKSUM_DIGITS + 1);
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue()) + " " + json;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(written);
    }
}
