// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.tape;

import java.nio.file.Path;
import java.util.List;
import org.dmatape.capture.importing.DeviceRows;
import org.dmatape.capture.importing.internal.EventDecoder;
import org.dmatape.capture.internal.rows.EventNumbers;
import org.dmatape.capture.internal.rows.TapeRows;
import org.dmatape.capture.live.RecordRequest;
import org.dmatape.capture.live.internal.source.DroppedEvents;
import org.dmatape.capture.live.internal.source.LiveSources;
import org.dmatape.format.manifest.Manifest;
import org.dmatape.format.manifest.ManifestFile;
import org.dmatape.format.schema.TapeTable;
import org.dmatape.format.write.LiveTapeWriter;
import org.dmatape.format.write.TapeWriterOptions;

/// One tape that is being recorded: its writer, and the decoder that fills it.
public final class TapeInProgress implements AutoCloseable {

    /// Commits in one flush interval.
    public static final int COMMITS_PER_FLUSH = 4;

    /// Small batches come several a second: a file is not to end after a minute.
    private static final int BATCHES_PER_PART = 4096;

    private static final int COMPRESSION_THREADS = 1;
    /// What it says of the tape may be as old as the flush interval.
    private static final int COMMITS_PER_MANIFEST = COMMITS_PER_FLUSH;

    private final Path path;
    private final LiveManifest manifest;
    private final LiveTapeWriter writer;
    private final EventDecoder decoder;
    private final DeviceRows devices;
    private final long beganNs = System.nanoTime();
    private final LogRows logRows;
    private int commits;

    /// Begins a tape.
    ///
    /// @param numbers goes on numbering where the tape before ended
    public TapeInProgress(
            Path path, RecordRequest request, LiveManifest manifest, LiveSources sources, EventNumbers numbers) {
        this.path = path;
        this.manifest = manifest;
        TapeWriterOptions options = TapeWriterOptions.defaults()
                .withOverwrite(request.overwrite())
                .withCompressionThreads(COMPRESSION_THREADS)
                .withBatchesPerPart(BATCHES_PER_PART)
                .withCreatedBy(request.createdBy())
                .withDurableOwnerOnly();
        this.writer = LiveTapeWriter.create(path, options, manifest.atBegin());
        this.decoder = new EventDecoder(sources.recordings(), TapeRows.of(writer::table, writer.texts(), numbers));
        this.devices = new DeviceRows(writer.table(TapeTable.DEVICE), writer.texts());
        devices.write(manifest.virtioDevices(), decoder.devices());
        this.logRows = new LogRows(sources.log(), writer);
        LiveManifest.writeTraceRows(writer);
        writer.commit();
    }

    /// The folder it grows in.
    public Path path() {
        return path;
    }

    /// What fills it.
    public EventDecoder decoder() {
        return decoder;
    }

    /// When it was begun, on the clock of [System#nanoTime()].
    public long beganNs() {
        return beganNs;
    }

    /// Bytes that are committed.
    public long sizeBytes() {
        return writer.committedBytes();
    }

    /// Makes durable what is due.
    public void commit() {
        decoder.writeEndedLosses();
        decoder.writeStacks();
        devices.write(List.of(), decoder.devices());
        logRows.commit(decoder);
        if (commits++ % COMMITS_PER_MANIFEST == 0) {
            writer.commit(manifest.of(decoder, logRows.clock(), writer.lateAmendments()));
        } else {
            writer.commit();
        }
    }

    /// Ends a span of it, see [LiveTapeWriter#endSpan].
    public int endSpan() {
        return writer.endSpan();
    }

    /// Forgets what lies before a span.
    public void forgetBefore(int span) {
        writer.forgetBefore(span);
    }

    /// Makes a tape of the spans that ended and were not forgotten.
    public void copyTo(Path target, TapeMark from, TapeMark to, String reason) {
        Manifest whole = manifest.of(decoder, logRows.clock(), writer.lateAmendments());
        writer.copyTo(target, TapeMark.between(from, to, whole, reason), false);
    }

    /// Says of a finished tape that it is only what came between two moments.
    public void describe(TapeMark from, TapeMark to, String reason) {
        ManifestFile.replace(path, TapeMark.between(from, to, ManifestFile.read(path), reason));
    }

    /// Completes it.
    ///
    /// @param dropped events the kernel refused to write, CPU by CPU
    public Manifest finish(List<DroppedEvents> dropped) {
        decoder.writeLosses();
        decoder.writeStacks();
        dropped.forEach(cpu -> cpu.addTo(decoder));
        devices.write(List.of(), decoder.devices());
        logRows.finish(decoder);
        return writer.finish(manifest.of(decoder, logRows.clock(), writer.lateAmendments()));
    }

    /// Leaves it as it was committed last, unless it was completed.
    @Override
    public void close() {
        writer.close();
    }
}
