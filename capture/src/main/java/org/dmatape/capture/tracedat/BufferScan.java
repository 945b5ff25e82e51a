// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.file.RecordingFile;
import org.dmatape.capture.tracedat.file.Section;
import org.dmatape.capture.tracedat.page.CpuExtent;

/// Finds compressed events in a version 7 file of which the end is missing. trace-cmd writes the option that says where
/// the data of each CPU lies behind the data itself, so a file that was cut anywhere has lost it. What is left can be
/// found again: the section of a buffer follows the last whole section, and in it each CPU's list of chunks begins at
/// the next multiple of the page size.
final class BufferScan {

    private static final int COUNT_BYTES = 4;
    private static final int CHUNK_HEADER_BYTES = 8;

    private final RecordingFile file;
    private final FileHeader header;
    private final Metadata metadata;
    private final CpusWithData cpusWithData;

    BufferScan(RecordingFile file, FileHeader header, Metadata metadata) {
        this.file = file;
        this.header = header;
        this.metadata = metadata;
        this.cpusWithData = CpusWithData.parse(metadata.facts().getOrDefault("cpustat", ""));
    }

    /// Adds the buffers found behind an offset to the metadata.
    void scan(long firstSectionOffset) {
        long offset = firstSectionOffset;
        while (offset <= file.sizeBytes() - Section.HEADER_BYTES) {
            Section section = Section.at(file, header.order(), offset);
            long end = section.bodyOffset() + section.sizeBytes();
            if (section.id() == OptionId.BUFFER && section.compressed()) {
                addBuffer(section.bodyOffset());
            }
            if (end <= offset || section.sizeBytes() < 0) {
                return;
            }
            offset = end;
        }
    }

    private void addBuffer(long bodyOffset) {
        int index = metadata.buffers().size();
        List<Integer> cpuNumbers = cpusWithData.ofBuffer(index);
        List<CpuExtent> extents = new ArrayList<>();
        long offset = alignUp(bodyOffset);
        while (offset < file.sizeBytes()) {
            long end = endOfChunks(offset);
            if (end < 0) {
                break;
            }
            int cpu = extents.size() < cpuNumbers.size() ? cpuNumbers.get(extents.size()) : extents.size();
            extents.add(new CpuExtent(cpu, offset, end - offset));
            offset = alignUp(end);
        }
        if (extents.isEmpty()) {
            return;
        }
        String name = index == 0 ? "" : "buffer-" + index;
        String clock = metadata.selectedClock().orElse("unknown");
        metadata.buffers().add(new BufferTable(name, clock, metadata.subBufferBytes(), true, extents));
        metadata.damage().add(describe(bodyOffset, extents.size(), cpuNumbers.size()));
    }

    private String describe(long bodyOffset, int found, int recorded) {
        String missing = found < recorded ? "; the events of " + (recorded - found) + " more are missing" : "";
        String assumed = recorded == 0 ? "; their numbers are not known and were assumed" : "";
        return file.path() + ": the table of CPUs is missing, data of " + found + (found == 1 ? " CPU" : " CPUs")
                + " was found by searching from offset " + RecordingFile.hex(bodyOffset) + missing + assumed;
    }

    /// Where a list of chunks ends, or the end of the file when it is cut, or -1 when there is none.
    private long endOfChunks(long begin) {
        if (file.sizeBytes() - begin < COUNT_BYTES + CHUNK_HEADER_BYTES) {
            return -1;
        }
        ByteOrder order = header.order();
        long count = Cursor.of(file, order, begin).u32("the number of chunks");
        long offset = begin + COUNT_BYTES;
        for (long chunk = 0; chunk < count; chunk++) {
            if (file.sizeBytes() - offset < CHUNK_HEADER_BYTES) {
                return file.sizeBytes();
            }
            Cursor head = Cursor.of(file, order, offset);
            long compressedBytes = head.u32("the compressed size of a chunk");
            long uncompressedBytes = head.u32("the uncompressed size of a chunk");
            boolean plausible =
                    compressedBytes > 0 && uncompressedBytes > 0 && compressedBytes <= uncompressedBytes * 2;
            if (!plausible) {
                return chunk == 0 ? -1 : offset;
            }
            offset += CHUNK_HEADER_BYTES + compressedBytes;
            if (offset > file.sizeBytes()) {
                return file.sizeBytes();
            }
        }
        return count == 0 ? -1 : offset;
    }

    private long alignUp(long offset) {
        return (offset + header.pageBytes() - 1) / header.pageBytes() * header.pageBytes();
    }
}
