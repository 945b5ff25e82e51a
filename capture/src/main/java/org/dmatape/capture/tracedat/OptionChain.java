// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.util.HashSet;
import java.util.Set;
import org.dmatape.capture.tracedat.compression.Decompressor;
import org.dmatape.capture.tracedat.file.Cursor;
import org.dmatape.capture.tracedat.file.RecordingFile;
import org.dmatape.capture.tracedat.file.Section;

/// The options of a version 7 file: sections of options, each of which ends with the offset of the next.
///
///     0    u16  number of the option
///     2    u32  bytes of the option
///     6    ...
final class OptionChain {

    /// Takes the options one by one.
    @FunctionalInterface
    interface Visitor {
        void option(int id, Cursor data);
    }

    private final RecordingFile file;
    private final FileHeader header;
    private final Decompressor decompressor;
    private final Set<Long> visitedOffsets = new HashSet<>();
    private long endOffset;

    OptionChain(RecordingFile file, FileHeader header, Decompressor decompressor) {
        this.file = file;
        this.header = header;
        this.decompressor = decompressor;
    }

    void visit(Visitor visitor) {
        long offset = header.optionsOffset();
        while (offset != 0) {
            if (!visitedOffsets.add(offset)) {
                throw file.damaged(
                        offset, "a section of options not read before", "the chain of options going in a circle");
            }
            Section section = Section.at(file, header.order(), offset).requireId(OptionId.DONE, "options");
            offset = visitSection(section.body(decompressor, "options"), visitor);
            endOffset = section.bodyOffset() + section.sizeBytes();
        }
    }

    /// Where the last whole section of options ends; 0 when there was none.
    long endOffset() {
        return endOffset;
    }

    private static long visitSection(Cursor options, Visitor visitor) {
        while (true) {
            int id = options.u16("the number of an option");
            long sizeBytes = options.u32("the size of an option");
            Cursor data = options.slice(sizeBytes, "option " + id);
            if (id == OptionId.DONE) {
                return data.u64("the offset of the next options");
            }
            visitor.option(id, data);
        }
    }
}
