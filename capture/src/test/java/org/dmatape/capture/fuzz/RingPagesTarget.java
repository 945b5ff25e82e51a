// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dmatape.capture.importing.fixture.DiscardedImport;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.Recording;
import org.dmatape.capture.tracedat.TraceDatRecording;
import org.dmatape.samples.generate.KernelFlavour;
import org.dmatape.samples.generate.RecordingShape;
import org.dmatape.samples.generate.TraceCompression;

/// Pages of the ring buffer and the records in them, behind metadata that is right: what a kernel of each kind may have
/// written. The first byte of the input chooses the kernel.
final class RingPagesTarget implements FuzzTarget {

    private final Scratch scratch = Scratch.create();
    private final List<WholeFile> files =
            Arrays.stream(KernelFlavour.values()).map(WholeFile::of).toList();

    /// A recording of one CPU.
    private static final class WholeFile {

        /// Clock, size of a page, number of CPUs and number of the CPU, as the option of a buffer holds them.
        private static final byte[] BEFORE_EXTENT =
                "mono\0\0\20\0\0\1\0\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

        private final byte[] bytes;
        private final int pagesOffset;
        private final int pagesBytes;

        private WholeFile(byte[] bytes) {
            this.bytes = bytes;
            int extent = bytes.length;
            while (!Arrays.equals(
                    bytes, extent - BEFORE_EXTENT.length, extent, BEFORE_EXTENT, 0, BEFORE_EXTENT.length)) {
                extent--;
            }
            ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            this.pagesOffset = (int) file.getLong(extent);
            this.pagesBytes = (int) file.getLong(extent + Long.BYTES);
        }

        static WholeFile of(KernelFlavour kernel) {
            try {
                return new WholeFile(GeneratedSeeds.traceDat(
                        kernel, RecordingShape.defaults().withFile(7, TraceCompression.NONE)));
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
        }

        /// Its pages, behind the byte that chooses this file.
        byte[] seed(int number) {
            return ByteBuffer.allocate(1 + pagesBytes)
                    .put((byte) number)
                    .put(bytes, pagesOffset, pagesBytes)
                    .array();
        }

        byte[] with(byte[] input, int begin) {
            byte[] changed = bytes.clone();
            System.arraycopy(input, begin, changed, pagesOffset, Math.min(input.length - begin, pagesBytes));
            return changed;
        }
    }

    @Override
    public boolean read(byte[] input) throws IOException {
        if (input.length == 0) {
            return false;
        }
        WholeFile file = files.get(Byte.toUnsignedInt(input[0]) % files.size());
        Path path = scratch.write("trace.dat", file.with(input, 1));
        try (Recording recording = TraceDatRecording.open(path, new OpenOptions(true, 0))) {
            return DiscardedImport.run(recording) > 0;
        }
    }

    @Override
    public List<byte[]> seeds() {
        return files.stream().map(file -> file.seed(files.indexOf(file))).toList();
    }
}
