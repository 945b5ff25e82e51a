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

/// Writes the parts of one table, one after the other: a schema, batches, the end of the stream.
final class PartWriter {

    private final TapeTable table;
    private final Path folder;
    private final boolean durable;
    private final List<PartInfo> finished = new ArrayList<>();
    private Optional<PartFile> open = Optional.empty();

    PartWriter(TapeTable table, Path tapeFolder, boolean durable) {
        this.table = table;
        this.folder = tapeFolder.resolve(table.tableName());
        this.durable = durable;
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
        long rows = finished.stream().mapToLong(PartInfo::rows).sum();
        return new TableInfo(table.tableName(), rows, finished);
    }

    /// Closes the file without ending it.
    void abandon() {
        open.ifPresent(PartFile::abandon);
        open = Optional.empty();
    }

    private PartFile startPart() {
        PartFile part = PartFile.create(folder.resolve(PartFile.name(finished.size())));
        open = Optional.of(part);
        part.writeSchema(table);
        return part;
    }

    private void finishPart() {
        open.map(part -> part.finish(durable)).ifPresent(finished::add);
        open = Optional.empty();
    }
}
