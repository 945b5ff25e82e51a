// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.compression.Compression;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.file.Printable;
import org.dmatape.capture.tracedat.file.RecordingFile;

/// The beginning of every trace.dat:
///
///     0   17 08 44                 magic
///     3   "tracing"
///     10  "6" NUL or "7" NUL       version
///     +0  u8                       byte order of everything behind: 0 little, 1 big
///     +1  u8                       bytes of a long of the recorder (not of the kernel)
///     +2  u32                      page size
///     version 7 only:
///     +6  "zstd" NUL "1.5.4" NUL   compression and its version
///     ..  u64                      offset of the first section of options
///
/// @param version 6 or 7
/// @param order byte order of all numbers and of the records
/// @param pageBytes page size of the recording machine
/// @param compression how sections and events are compressed
/// @param endOffset where the header ends
/// @param optionsOffset where the first section of options is (version 7)
record FileHeader(
        int version, ByteOrder order, int pageBytes, Compression compression, long endOffset, long optionsOffset) {

    static final int VERSION_SEQUENTIAL = 6;
    static final int VERSION_SECTIONS = 7;

    static final int MAGIC_BYTES = 10;

    private static final byte[] MAGIC = magic();

    private static final int BIG_ENDIAN = 1;

    static boolean startsWithMagic(byte[] start) {
        return start.length >= MAGIC_BYTES && Arrays.equals(start, 0, MAGIC_BYTES, MAGIC, 0, MAGIC_BYTES);
    }

    static FileHeader read(RecordingFile file) {
        if (file.sizeBytes() == 0) {
            throw new RecordingException(file.path() + ": is empty, expected a trace.dat file");
        }
        Cursor start = Cursor.of(file, ByteOrder.LITTLE_ENDIAN, 0);
        byte[] magic = start.bytes(Math.min(MAGIC_BYTES, file.sizeBytes()), "the magic bytes of trace.dat");
        if (!startsWithMagic(magic)) {
            throw file.refused(
                    0,
                    "a trace.dat file, which begins with "
                            + HexFormat.ofDelimiter(" ").formatHex(MAGIC),
                    HexFormat.ofDelimiter(" ").formatHex(magic));
        }
        long versionOffset = start.position();
        int version = parseVersion(file, versionOffset, start.name("the version"));
        long orderOffset = start.position();
        ByteOrder order = parseOrder(file, orderOffset, start.u8("the byte order"));
        start.u8("the size of a long");

        Cursor rest = Cursor.of(file, order, start.position());
        int pageBytes = SubBufferSize.checked(rest.u32("the page size"), rest, start.position());
        if (version == VERSION_SEQUENTIAL) {
            return new FileHeader(version, order, pageBytes, Compression.NONE, rest.position(), 0);
        }
        long compressionOffset = rest.position();
        String name = rest.name("the name of the compression");
        rest.name("the version of the compression");
        Compression compression = Compression.named(name)
                .orElseThrow(() ->
                        file.refused(compressionOffset, "compression none, zlib or zstd", Printable.quoted(name)));
        long optionsOffset = rest.u64("the offset of the options");
        return new FileHeader(version, order, pageBytes, compression, rest.position(), optionsOffset);
    }

    private static int parseVersion(RecordingFile file, long offset, String text) {
        return switch (text) {
            case "6" -> VERSION_SEQUENTIAL;
            case "7" -> VERSION_SECTIONS;
            default -> throw file.refused(offset, "version 6 or 7 of trace.dat", "version " + Printable.quoted(text));
        };
    }

    private static ByteOrder parseOrder(RecordingFile file, long offset, int value) {
        if (value > BIG_ENDIAN) {
            throw file.refused(offset, "byte order 0 (little endian) or 1 (big endian)", Integer.toString(value));
        }
        return value == BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static byte[] magic() {
        byte[] magic = new byte[MAGIC_BYTES];
        magic[0] = 0x17;
        magic[1] = 0x08;
        magic[2] = 0x44;
        byte[] word = "tracing".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(word, 0, magic, 3, word.length);
        return magic;
    }
}
