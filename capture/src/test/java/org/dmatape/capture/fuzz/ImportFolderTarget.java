// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dmatape.capture.importing.ImportProgress;
import org.dmatape.capture.importing.ImportRequest;
import org.dmatape.capture.importing.ImportSummary;
import org.dmatape.capture.importing.TapeImporter;
import org.dmatape.format.read.Tape;

/// A whole import: the log of a device and the text of a kernel, their clocks brought together, what lies beside them,
/// and the tape that comes of it, which must be whole.
///
/// The input is the files one behind the other, with a byte of the value [#SEPARATOR] in between.
final class ImportFolderTarget implements FuzzTarget {

    private static final byte SEPARATOR = 0x1e;

    private static final List<String> FILES =
            List.of("trace.txt", "qemu.log", "dmesg.txt", "virtio-devices.txt", "uname.txt");

    private final Scratch scratch = Scratch.create();

    @Override
    public boolean read(byte[] input) throws IOException {
        Path folder = scratch.folder().resolve("recordings");
        Path tape = scratch.folder().resolve("fuzz.tape");
        Scratch.delete(folder);
        Files.createDirectory(folder);
        String[] contents = new String(input, StandardCharsets.ISO_8859_1).split(Character.toString(SEPARATOR));
        for (int i = 0; i < Math.min(contents.length, FILES.size()); i++) {
            Files.writeString(folder.resolve(FILES.get(i)), contents[i], StandardCharsets.ISO_8859_1);
        }
        try {
            ImportSummary summary = TapeImporter.run(
                    ImportRequest.of(folder, tape).withSalvage(true).withThreads(1), ImportProgress.NONE);
            List<String> damage = Tape.open(tape).verify();
            if (!damage.isEmpty()) {
                throw new AssertionError("a tape that was just written is damaged: " + damage);
            }
            return summary.events() > 0;
        } finally {
            Scratch.delete(tape);
        }
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        List<byte[]> texts = RecordingTarget.ftraceText().seeds();
        List<byte[]> device = RecordingTarget.qemuLog().seeds();
        List<byte[]> kernel = RecordingTarget.kernelLog().seeds();
        return List.of(
                joined(texts.getFirst(), device.getFirst(), kernel.getFirst()),
                joined(texts.getLast(), device.getLast(), kernel.getLast()));
    }

    private static byte[] joined(byte[]... files) {
        StringBuilder all = new StringBuilder();
        for (byte[] file : files) {
            all.append(new String(file, StandardCharsets.ISO_8859_1)).append((char) SEPARATOR);
        }
        all.append("virtio0 0000:00:02.0 0x0002 001010100111110000000000000011001 virtio_blk\n")
                .append((char) SEPARATOR)
                .append("Linux guest 6.12.95 x86_64\nconsole=ttyS0\n");
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
