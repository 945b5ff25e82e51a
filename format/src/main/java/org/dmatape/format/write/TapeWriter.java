// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write;

import java.nio.file.Path;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.internal.PartialTape;
import org.dmatape.format.write.internal.TableSet;

/// Writes a tape.
///
///     try (TapeWriter writer = TapeWriter.create(Path.of("night.tape"), TapeWriterOptions.defaults())) {
///         TableAppender dmaOps = writer.table(TapeTable.DMA_OP);
///         dmaOps.beginRow();
///         dmaOps.setLong(DmaOpColumn.DMA_ADDR, iova);
///         ...
///         writer.finish(manifest);
///     }
///
/// The tape grows in a hidden folder beside its name and gets its name when it is finished; closed unfinished,
/// it leaves nothing behind. Compression and writing happen on threads of their own; what fails there is thrown
/// by the appender sooner or later, and by [#finish] at the latest.
public final class TapeWriter implements AutoCloseable {

    private final PartialTape partial;
    private final TableSet tables;
    private boolean closed;

    private TapeWriter(PartialTape partial, TableSet tables) {
        this.partial = partial;
        this.tables = tables;
    }

    /// Begins a tape.
    ///
    /// @param tape its name, by convention ending in `.tape`
    /// @throws org.dmatape.format.TapeException when something of that name exists and may not be replaced, or
    ///     when the folder cannot be written
    public static TapeWriter create(Path tape, TapeWriterOptions options) {
        PartialTape partial = PartialTape.create(tape, options.overwrite());
        ManifestFile.write(partial.folder(), Manifest.recording(options.createdBy()));
        return new TapeWriter(partial, new TableSet(partial.folder(), options));
    }

    /// The appender of a table; always the same one.
    public TableAppender table(TapeTable table) {
        return tables.appender(table);
    }

    /// The texts of this tape.
    public TextPool texts() {
        return tables.texts();
    }

    /// Writes what is open and gives the tape its name. The manifest's tables and format version are filled in
    /// here; its state becomes complete unless it says salvaged.
    ///
    /// @return the manifest as it was written
    public synchronized Manifest finish(Manifest manifest) {
        if (closed) {
            throw new IllegalStateException("the tape is closed");
        }
        TapeState state = manifest.state() == TapeState.SALVAGED ? TapeState.SALVAGED : TapeState.COMPLETE;
        Manifest written = manifest.withTables(tables.finish()).withState(state);
        ManifestFile.write(partial.folder(), written);
        partial.publish();
        close();
        return written;
    }

    /// Ends writing. A tape that was not finished is deleted.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                tables.close();
            } finally {
                partial.discard();
            }
        }
    }
}
