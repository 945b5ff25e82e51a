// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import java.nio.file.Path;
import java.util.List;
import org.dmatape.capture.importing.DeviceRows;
import org.dmatape.capture.importing.EventDecoder;
import org.dmatape.capture.internal.rows.EventNumbers;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.recording.Recording;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.LiveTapeWriter;
import org.dmatape.format.write.TapeWriterOptions;

/// One tape that is being recorded: its writer, and the decoder that fills it.
final class TapeInProgress implements AutoCloseable {

    /// Small batches come several a second: a file is not to end after a minute.
    private static final int BATCHES_PER_PART = 4096;

    private static final int COMPRESSION_THREADS = 1;

    private final Path path;
    private final LiveManifest manifest;
    private final LiveTapeWriter writer;
    private final EventDecoder decoder;
    private final DeviceRows devices;
    private final long beganNs = System.nanoTime();
    private boolean logIsSource;

    /// Begins a tape.
    ///
    /// @param recordings where its events come from, by source number
    /// @param numbers goes on numbering where the tape before ended
    TapeInProgress(
            Path path, RecordRequest request, LiveManifest manifest, List<Recording> recordings, EventNumbers numbers) {
        this.path = path;
        this.manifest = manifest;
        TapeWriterOptions options = TapeWriterOptions.defaults()
                .withOverwrite(request.overwrite())
                .withCompressionThreads(COMPRESSION_THREADS)
                .withBatchesPerPart(BATCHES_PER_PART)
                .withCreatedBy(request.createdBy())
                .withDurableOwnerOnly();
        this.writer = LiveTapeWriter.create(path, options, manifest.atBegin());
        this.decoder = new EventDecoder(recordings, TapeRows.of(writer::table, writer.texts(), numbers));
        this.devices = new DeviceRows(writer.table(TapeTable.DEVICE), writer.texts());
        devices.write(manifest.virtioDevices(), decoder.devices());
        LiveManifest.writeTraceRows(writer);
    }

    Path path() {
        return path;
    }

    EventDecoder decoder() {
        return decoder;
    }

    /// When it was begun, on the clock of [System#nanoTime()].
    long beganNs() {
        return beganNs;
    }

    long sizeBytes() {
        return writer.committedBytes();
    }

    /// Makes durable what is due.
    void commit() {
        decoder.writeEndedLosses();
        devices.write(List.of(), decoder.devices());
        writeLogRows();
        writer.commit(manifest.of(decoder, writer.lateAmendments()));
    }

    /// Completes it.
    ///
    /// @param dropped events the kernel refused to write, CPU by CPU
    Manifest finish(List<DroppedEvents> dropped) {
        decoder.writeLosses();
        dropped.forEach(cpu -> cpu.addTo(decoder));
        devices.write(List.of(), decoder.devices());
        writeLogRows();
        return writer.finish(manifest.of(decoder, writer.lateAmendments()));
    }

    /// A log that told of nothing is no source: nobody is to be told that its clock is not known.
    private void writeLogRows() {
        if (!logIsSource && decoder.ofSource(LiveSources.LOG) > 0) {
            logIsSource = true;
            LiveManifest.writeLogRows(writer);
        }
    }

    /// Leaves it as it was committed last, unless it was completed.
    @Override
    public void close() {
        writer.close();
    }
}
