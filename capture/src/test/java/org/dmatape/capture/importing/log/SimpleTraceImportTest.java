// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.dmatape.capture.importing.fixture.ImportedLog;
import org.dmatape.capture.importing.fixture.SimpleTraceBuilder;
import org.dmatape.capture.recording.OpenOptions;
import org.dmatape.capture.recording.RecordingException;
import org.dmatape.format.schema.TapeTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Binary traces, written here as trace/simple.c writes them: Debian's QEMU is built without that backend, so no real
/// one is at hand.
class SimpleTraceImportTest {

    private static final long DROPPED = 0xfffffffffffffffeL;

    @TempDir
    private Path folder = Path.of("");

    private static SimpleTraceBuilder trace(ByteOrder order) {
        return new SimpleTraceBuilder(order, 4)
                .name(0, "virtio_iommu_translate")
                .name(1, "virtio_iommu_translate_out")
                .name(2, "bdrv_open_common")
                .name(9, "virtqueue_fill")
                .event(0, 100, "mr of 16", 16, 0xffffd002L, 2)
                .event(1, 110, 0xffffd002L, 0x6279002L, 16)
                .event(2, 120, 1, 2, 3)
                .event(DROPPED, 125, 7)
                .event(9, 130, 0x7f9cfc44d010L, 0x563c2210cec0L, 513, 0)
                .event(9, 140, 1);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("trace-4711"), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void eventsAreKnownByTheNamesInTheTrace(String order) throws IOException {
        ByteOrder byteOrder = order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ImportedLog log = ImportedLog.of(file(trace(byteOrder).toBytes()));

        assertThat(log.clock()).isEqualTo("mono");
        assertThat(log.rows(TapeTable.DEVICE_ACCESS))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains(
                                entry("ts_ns", 100L),
                                entry("device", "0000:00:02.0"),
                                entry("iova", 0xffffd002L),
                                entry("phys_addr", 0x6279002L),
                                entry("access", "write"),
                                entry("result", "translated")));
        assertThat(log.rows(TapeTable.DEVICE_VQ_OP))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).contains(entry("ts_ns", 130L), entry("op", "fill"), entry("length", 513L)));
        assertThat(log.rows(TapeTable.LOSS))
                .singleElement()
                .satisfies(row -> assertThat(row).contains(entry("events", 7L), entry("from_ns", 110L)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 3, 5})
    void aVersionWithoutNamesIsRefused(long version) throws IOException {
        Path file = file(new SimpleTraceBuilder(ByteOrder.LITTLE_ENDIAN, version).toBytes());

        assertThatThrownBy(() -> ImportedLog.of(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("version " + version)
                .hasMessageContaining("0x10");
    }

    @Test
    void whatIsInFrontOfTheDamageIsReadForSalvage() throws IOException {
        byte[] whole = trace(ByteOrder.LITTLE_ENDIAN).toBytes();
        byte[] damaged = Arrays.copyOf(whole, whole.length + 100);
        damaged[whole.length] = 7; // no type of a record
        Path file = file(damaged);

        assertThatThrownBy(() -> ImportedLog.of(file))
                .isInstanceOf(RecordingException.class)
                .hasFieldOrPropertyWithValue("salvageable", true);
        assertThat(ImportedLog.of(file, OpenOptions.DEFAULT.withSalvage()).rows(TapeTable.DEVICE_VQ_OP))
                .isEqualTo(ImportedLog.of(file(whole)).rows(TapeTable.DEVICE_VQ_OP));
    }

    @Test
    void nonsenseIsRefusedOrCounted() throws IOException {
        byte[] whole = trace(ByteOrder.LITTLE_ENDIAN).toBytes();
        int survived = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] copy = Arrays.copyOf(whole, 24 + random.nextInt(whole.length - 24));
            for (int flip = random.nextInt(6); flip > 0 && copy.length > 24; flip--) {
                copy[24 + random.nextInt(copy.length - 24)] = (byte) random.nextInt(256);
            }
            Path file = file(copy);

            Throwable failure = catchThrowable(() -> ImportedLog.of(file));

            survived += failure == null ? 1 : 0;
            if (failure != null) {
                assertThat(failure).as("seed %d", seed).isInstanceOf(RecordingException.class);
            }
        }
        assertThat(survived).isPositive();
    }
}
