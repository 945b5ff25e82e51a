// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.perfdata;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.dmatape.capture.tracedat.TracingData;

/// Reads what stands in front of the samples.
///
/// ```
///   0    "PERFILE2"; "2ELIFREP" when all numbers are big endian
///   8    u64 bytes of this header; 16 in a file written to a pipe, which has records instead of what follows
///   16   u64 bytes of an attribute and its section of ids
///   24   u64 offset, u64 bytes: attributes
///   40   u64 offset, u64 bytes: records
///   56   u64 offset, u64 bytes: unused
///   72   256 bits: which features there are; behind the records, u64 offset, u64 bytes for each
/// ```
///
/// Source: tools/perf/Documentation/perf.data-file-format.txt.
final class PerfHeader {

    private static final byte[] MAGIC = "PERFILE2".getBytes(US_ASCII);
    private static final byte[] MAGIC_SWAPPED = "2ELIFREP".getBytes(US_ASCII);
    private static final int PIPE_HEADER_BYTES = 16;
    private static final int HEADER_BYTES = 104;
    private static final int HEADER_SIZE_OFFSET = 8;
    private static final int ATTRIBUTE_SIZE_OFFSET = 16;
    private static final int ATTRIBUTES_OFFSET = 24;
    private static final int DATA_OFFSET = 40;
    private static final int FEATURE_BITS_OFFSET = 72;
    private static final int FEATURES = 256;
    private static final int SECTION_BYTES = 16;
    private static final int MOST_ATTRIBUTES = 1 << 16;

    private final PerfFile file;
    private final PerfMetadata metadata;

    private PerfHeader(PerfFile file, PerfMetadata metadata) {
        this.file = file;
        this.metadata = metadata;
    }

    /// Whether a file begins like that.
    static boolean startsWithMagic(byte[] head) {
        byte[] begin = Arrays.copyOf(head, Math.min(head.length, MAGIC.length));
        return Arrays.equals(begin, MAGIC) || Arrays.equals(begin, MAGIC_SWAPPED);
    }

    /// Reads the header of a file.
    static PerfMetadata read(PerfFile file) {
        PerfMetadata metadata = new PerfMetadata(file);
        new PerfHeader(file, metadata).read();
        return metadata;
    }

    private void read() {
        MemorySegment start = file.part(0, PIPE_HEADER_BYTES, "the beginning of a perf.data");
        byte[] magic = start.asSlice(0, MAGIC.length).toArray(ValueLayout.JAVA_BYTE);
        if (!startsWithMagic(magic)) {
            throw file.damaged(0, "PERFILE2", "something else");
        }
        file.setOrder(Arrays.equals(magic, MAGIC) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long headerBytes = file.int64(start, HEADER_SIZE_OFFSET);
        if (headerBytes == PIPE_HEADER_BYTES) {
            metadata.setData(PIPE_HEADER_BYTES, file.sizeBytes());
            return;
        }
        if (headerBytes != HEADER_BYTES) {
            throw file.damaged(
                    HEADER_SIZE_OFFSET,
                    "a header of " + HEADER_BYTES + " or " + PIPE_HEADER_BYTES + " bytes",
                    Long.toUnsignedString(headerBytes));
        }
        MemorySegment header = file.part(0, HEADER_BYTES, "the header");
        long dataOffset = file.int64(header, DATA_OFFSET);
        long dataBytes = file.int64(header, DATA_OFFSET + Long.BYTES);
        if (dataBytes <= 0 || dataOffset < HEADER_BYTES || dataOffset > file.sizeBytes() - dataBytes) {
            throw file.damaged(
                    DATA_OFFSET,
                    "records within the file's " + file.sizeBytes() + " bytes",
                    Long.toUnsignedString(dataBytes) + " bytes of them (0 when perf record was killed)");
        }
        metadata.setData(dataOffset, dataOffset + dataBytes);
        readAttributes(header);
        readFeatures(header, dataOffset + dataBytes);
    }

    private void readAttributes(MemorySegment header) {
        long entryBytes = file.int64(header, ATTRIBUTE_SIZE_OFFSET);
        long offset = file.int64(header, ATTRIBUTES_OFFSET);
        long bytes = file.int64(header, ATTRIBUTES_OFFSET + Long.BYTES);
        if (entryBytes < PerfAttribute.LEAST_BYTES + SECTION_BYTES || bytes / entryBytes > MOST_ATTRIBUTES) {
            throw file.damaged(
                    ATTRIBUTE_SIZE_OFFSET, "attributes of at least 80 bytes", Long.toUnsignedString(entryBytes));
        }
        MemorySegment entries = file.part(offset, bytes, "the attributes");
        for (long at = 0; at + entryBytes <= bytes; at += entryBytes) {
            long attributeBytes = entryBytes - SECTION_BYTES;
            PerfAttribute attribute = PerfAttribute.read(file, entries, at, attributeBytes);
            long idsOffset = file.int64(entries, at + attributeBytes);
            long idsBytes = file.int64(entries, at + attributeBytes + Long.BYTES);
            metadata.attributes().add(attribute, file.part(idsOffset, idsBytes, "the ids"), 0, idsBytes);
        }
    }

    private void readFeatures(MemorySegment header, long tableOffset) {
        long at = tableOffset;
        for (int feature = 0; feature < FEATURES; feature++) {
            long bits = file.int64(header, FEATURE_BITS_OFFSET + feature / Long.SIZE * (long) Long.BYTES);
            if ((bits >>> feature % Long.SIZE & 1) == 0) {
                continue;
            }
            MemorySegment section = file.part(at, SECTION_BYTES, "the place of a feature");
            at += SECTION_BYTES;
            long offset = file.int64(section, 0);
            long bytes = file.int64(section, Long.BYTES);
            if (feature == PerfFeatures.TRACING_DATA) {
                MemorySegment content = file.part(offset, bytes, "the event formats");
                metadata.setTracing(TracingData.read(content, offset, file));
            } else if (bytes < PerfFile.LARGEST_PART_BYTES
                    && bytes >= 0
                    && offset >= 0
                    && offset <= file.sizeBytes() - bytes) {
                metadata.features().read(feature, file.part(offset, bytes, "a feature"));
            }
        }
    }
}
