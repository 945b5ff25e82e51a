// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat.file;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.capture.tracedat.compression.Decompressor;
import org.dmatape.capture.tracedat.compression.Decompressor.CorruptDataException;

/// One section of a version 7 file:
///
///     0    u16  what it holds, the number of an option
///     2    u16  flags, bit 0: compressed
///     4    u32  where its description is among the strings
///     8    u64  bytes of the section behind this header
///     16   ...
///
/// The body of a compressed section of metadata is
///
///     0    u32  compressed bytes
///     4    u32  uncompressed bytes
///     8    ...
///
/// The section of a buffer is different: its pieces are found through the table in the buffer's option.
///
/// @param file the recording
/// @param order byte order of the file
/// @param headerOffset where the section's header is
/// @param id what it holds
/// @param compressed whether it is compressed
/// @param sizeBytes bytes behind the header
public record Section(
        RecordingFile file, ByteOrder order, long headerOffset, int id, boolean compressed, long sizeBytes) {

    /// The bytes in front of what a section holds.
    public static final int HEADER_BYTES = 16;

    /// The largest sections are the symbol table and the event formats, some MB each.
    static final long LARGEST_METADATA_BYTES = 128 << 20;

    private static final int FLAG_COMPRESSED = 1;
    private static final int SIZES_BYTES = 8;

    /// The section whose header lies at an offset.
    public static Section at(RecordingFile file, ByteOrder order, long offset) {
        file.requireWithin(offset, HEADER_BYTES, "a section header");
        Cursor cursor = Cursor.of(file, order, offset);
        int id = cursor.u16("the number of the section");
        int flags = cursor.u16("the flags of the section");
        cursor.u32("the description of the section");
        long sizeBytes = cursor.u64("the size of the section");
        return new Section(file, order, offset, id, (flags & FLAG_COMPRESSED) != 0, sizeBytes);
    }

    /// Where what it holds begins.
    public long bodyOffset() {
        return headerOffset + HEADER_BYTES;
    }

    /// The same section, if it is of the kind expected.
    public Section requireId(int expected, String name) {
        if (id != expected) {
            throw file.damaged(headerOffset, "section " + expected + " (" + name + ")", "section " + id);
        }
        return this;
    }

    /// What the section holds, decompressed.
    public Cursor body(Decompressor decompressor, String name) {
        file.requireWithin(bodyOffset(), sizeBytes, "the section " + name);
        Cursor stored = Cursor.of(file, order, bodyOffset());
        if (!compressed) {
            return stored.slice(sizeBytes, "the section " + name);
        }
        long compressedBytes = stored.u32("the compressed size");
        long uncompressedBytes = stored.u32("the uncompressed size");
        if (compressedBytes != sizeBytes - SIZES_BYTES) {
            throw file.damaged(
                    bodyOffset(),
                    (sizeBytes - SIZES_BYTES) + " compressed bytes in a section of " + sizeBytes,
                    Long.toString(compressedBytes));
        }
        if (uncompressedBytes > LARGEST_METADATA_BYTES || compressedBytes > LARGEST_METADATA_BYTES) {
            throw file.damaged(
                    bodyOffset(),
                    "at most " + LARGEST_METADATA_BYTES + " bytes in the section " + name,
                    Long.toString(Math.max(compressedBytes, uncompressedBytes)));
        }
        MemorySegment source = file.mapped().asSlice(stored.position(), compressedBytes);
        return new Cursor(
                MemorySegment.ofArray(decompress(decompressor, source, uncompressedBytes, name)),
                order,
                (position, expected, found) -> insideDamaged(name, position, expected, found));
    }

    private byte[] decompress(Decompressor decompressor, MemorySegment source, long uncompressedBytes, String name) {
        byte[] result = new byte[(int) uncompressedBytes];
        try {
            decompressor.decompress(source, MemorySegment.ofArray(result));
        } catch (CorruptDataException e) {
            throw file.damaged(
                    bodyOffset() + SIZES_BYTES,
                    uncompressedBytes + " compressed bytes of the section " + name,
                    e.found());
        }
        return result;
    }

    private RecordingException insideDamaged(String name, long position, String expected, String found) {
        return file.problem(
                "byte " + position + " of the uncompressed section " + name + " (offset "
                        + RecordingFile.hex(headerOffset) + ")",
                expected,
                found);
    }
}
