// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.TapeWriterOptions;

/// Writes the parts of one table, one after the other: a schema, batches, the end of the stream.
final class PartWriter {

    private final TapeTable table;
    private final Path folder;
    private final TapeWriterOptions options;
    private final List<FinishedPart> finished = new ArrayList<>();
    private int partsMade;
    private int span;
    private Optional<PartFile> open = Optional.empty();

    /// @param span number of the span it belongs to
    private record FinishedPart(PartInfo info, int span) {}

    PartWriter(TapeTable table, Path tapeFolder, TapeWriterOptions options) {
        this.table = table;
        this.folder = tapeFolder.resolve(table.tableName());
        this.options = options;
    }

    void write(List<ByteBuffer> messages, int rows, boolean startsPart) {
        if (startsPart) {
            finishPart();
        }
        PartFile part = open.orElseGet(this::startPart);
        messages.forEach(part::write);
        part.countBatches(1, rows);
    }

    /// Ends the last part; a table without rows gets one with nothing but its schema.
    TableInfo finish() {
        if (open.isEmpty() && finished.isEmpty()) {
            startPart();
        }
        finishPart();
        return written();
    }

    /// Ends the open part, if there is one.
    ///
    /// @param number of the span that ends with it
    void endSpan(int number) {
        finishPart();
        span = number + 1;
    }

    /// Forgets the parts of spans before that one; their files are still there.
    ///
    /// @return the files
    List<Path> forgetBefore(int number) {
        List<Path> files = new ArrayList<>();
        finished.removeIf(part -> {
            boolean isOld = part.span() < number;
            if (isOld) {
                files.add(folder.resolve(part.info().file()));
            }
            return isOld;
        });
        return files;
    }

    /// The part that is being written.
    Optional<PartFile> open() {
        return open;
    }

    /// What was written so far. Nothing is ended.
    TableInfo written() {
        List<PartInfo> parts = new ArrayList<>();
        finished.forEach(part -> parts.add(part.info()));
        open.map(PartFile::written).ifPresent(parts::add);
        long rows = parts.stream().mapToLong(PartInfo::rows).sum();
        return new TableInfo(table.tableName(), rows, parts);
    }

    /// Closes the file without ending it.
    void abandon() {
        open.ifPresent(PartFile::abandon);
        open = Optional.empty();
    }

    private PartFile startPart() {
        PartFile part =
                PartFile.create(folder.resolve(PartFile.name(partsMade)), FileAccess.ofFiles(options.ownerOnly()));
        partsMade = (partsMade + 1) % PartFile.MOST_PARTS;
        open = Optional.of(part);
        part.writeSchema(table);
        return part;
    }

    private void finishPart() {
        open.map(part -> part.finish(options.durable())).ifPresent(info -> finished.add(new FinishedPart(info, span)));
        open = Optional.empty();
    }
}
