// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.dmatape.capture.importing.fixture.TestResource;
import org.dmatape.capture.tracedat.compression.Compression;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Small files that decompress to much.
enum Bomb {
    /// A log with one event, and a line as long as a log may be.
    GZIP_LINE("qemu.log.gz") {
        @Override
        byte[] bytes() throws IOException {
            return log(GZIPOutputStream::new, "x".repeat(1 << 16), LOG_BYTES);
        }
    },
    /// A log with one event and empty lines.
    ZSTD_LINES("qemu.log.zst") {
        @Override
        byte[] bytes() throws IOException {
            return log(ZstdOutputStream::new, "\n".repeat(1 << 16), LOG_BYTES);
        }
    },
    /// The same with xz, which takes a dictionary of 64 MiB for it.
    XZ_LINES("qemu.log.xz") {
        @Override
        byte[] bytes() throws IOException {
            LZMA2Options fastest = new LZMA2Options(0);
            fastest.setDictSize(64 << 20);
            return log(out -> new XZOutputStream(out, fastest), "\n".repeat(1 << 16), LOG_BYTES);
        }
    },
    /// A log of nothing but events.
    ZSTD_EVENTS("events.log.zst") {
        @Override
        byte[] bytes() throws IOException {
            return log(ZstdOutputStream::new, QEMU_EVENT.repeat(1 << 10), LOG_BYTES / 4);
        }
    },
    /// The largest chunk there may be, for each of some CPUs: more than may be in use at full scale.
    TRACE_DAT_ZSTD("zstd.dat") {
        @Override
        byte[] bytes() {
            return chunks(Compression.ZSTD, 2 * SCALE, LARGEST_CHUNK);
        }
    },
    /// The same with zlib.
    TRACE_DAT_ZLIB("zlib.dat") {
        @Override
        byte[] bytes() {
            return chunks(Compression.ZLIB, Math.ceilDiv(SCALE, 2), LARGEST_CHUNK);
        }
    },
    /// A record of perf that holds millions of the smallest.
    PERF_DATA("perf.data") {
        @Override
        byte[] bytes() throws IOException {
            return perfData(PERF_BYTES);
        }
    };

    private static final String QEMU_EVENT =
            "26150@1795327478.148419:virtqueue_pop vq 0x7f3b2244f010 elem 0x55ff1584d2c0 in_num 2 out_num 1\n";
    private static final int SCALE = Integer.getInteger("dmatape.bomb.scale", 1);
    private static final long LOG_BYTES = (SCALE * 30L) << 20;
    private static final int LARGEST_CHUNK = 64 << 20;
    private static final int PERF_BYTES = SCALE << 24;
    private static final int PAGE_BYTES = 4096;

    private static final int COMPRESSED = 81;
    private static final int FINISHED_ROUND = 68;
    private static final int SIZE_FIELD = 6;
    private static final int DATA_OFFSET_FIELD = 40;
    private static final int DATA_SIZE_FIELD = 48;
    private static final int FEATURES_FIELD = 72;
    private static final int FEATURES_BYTES = 32;

    private final String fileName;

    /// Compresses what is written to it.
    private interface Compressor {

        OutputStream over(OutputStream target) throws IOException;
    }

    Bomb(String fileName) {
        this.fileName = fileName;
    }

    abstract byte[] bytes() throws IOException;

    /// Writes it.
    Path write(Path folder) {
        try {
            return Files.write(file(folder), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it is written.
    Path file(Path folder) {
        return folder.resolve(fileName);
    }

    /// Whether its reader holds pages, which may take more than text.
    boolean isPages() {
        return fileName.endsWith(".dat");
    }

    private static byte[] log(Compressor compressor, String repeated, long sizeBytes) throws IOException {
        byte[] block = repeated.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream compressed = compressor.over(file)) {
            compressed.write(QEMU_EVENT.getBytes(StandardCharsets.US_ASCII));
            for (long written = 0; written < sizeBytes; written += block.length) {
                compressed.write(block);
            }
        }
        return file.toByteArray();
    }

    private static byte[] chunks(Compression compression, int cpus, int sizeBytes) {
        byte[] pages = new byte[sizeBytes];
        Map<Integer, byte[]> data = new HashMap<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            data.put(cpu, pages);
        }
        return TraceDatBuilder.version7()
                .compression(compression)
                .chunkBytes(sizeBytes)
                .buffer("", PAGE_BYTES, data)
                .build();
    }

    /// What perf wrote with `-z`, up to its first compressed record; then one of our own, full of the smallest records.
    private static byte[] perfData(int sizeBytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(packed)) {
            ByteBuffer rounds = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
            while (rounds.hasRemaining()) {
                rounds.putInt(FINISHED_ROUND).putShort((short) 0).putShort((short) Long.BYTES);
            }
            for (int i = 0; i < sizeBytes >> 20; i++) {
                zstd.write(rounds.array());
            }
        }
        ByteBuffer real = ByteBuffer.wrap(TestResource.read("perf-data/zstd.perf.data.gz"))
                .order(ByteOrder.LITTLE_ENDIAN);
        int begin = (int) real.getLong(DATA_OFFSET_FIELD);
        int end = begin;
        while (real.getInt(end) != COMPRESSED) {
            end += real.getShort(end + SIZE_FIELD);
        }
        int recordBytes = Math.ceilDiv(Long.BYTES + packed.size(), Long.BYTES) * Long.BYTES;
        ByteBuffer file = ByteBuffer.allocate(end + recordBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(real.array(), 0, end);
        file.putInt(COMPRESSED).putShort((short) 0).putShort((short) (Long.BYTES + packed.size()));
        file.put(packed.toByteArray());
        file.putLong(DATA_SIZE_FIELD, end + Long.BYTES + packed.size() - begin);
        Arrays.fill(file.array(), FEATURES_FIELD, FEATURES_FIELD + FEATURES_BYTES, (byte) 0);
        return Arrays.copyOf(file.array(), end + Long.BYTES + packed.size());
    }
}
