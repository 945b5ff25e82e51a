// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.record;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Plenty of real events that become rows on any kernel with uprobes, without a device: a program that reads and
/// writes one byte after the other, and probes in the C library that bear the names of kernel functions.
final class RecordedLoad implements AutoCloseable {

    private static final Path TRACING = Path.of("/sys/kernel/tracing");

    private final Process load;

    private RecordedLoad(Process load) {
        this.load = load;
    }

    /// Ends the test, saying so, where this machine cannot record.
    static void assumeRecordable() {
        assumeTrue(
                Files.isWritable(TRACING.resolve("tracing_on")) && Files.isWritable(TRACING.resolve("uprobe_events")),
                "no writable tracefs with uprobes (run as root; mount -t tracefs nodev /sys/kernel/tracing)");
    }

    static RecordedLoad start() throws IOException {
        return new RecordedLoad(new ProcessBuilder("dd", "if=/dev/zero", "of=/dev/null", "bs=1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /// Options of `record` that record it.
    static List<String> options() throws IOException {
        return List.of(
                "--events", "signal:signal_generate",
                "--probe", "p:dma_unmap_page_attrs " + placeOf("write") + " addr=%si:x64 size=%dx:u64",
                "--probe", "p:virtqueue_notify " + placeOf("read") + " vq=%si:x64");
    }

    /// `FILE:OFFSET` of a function of the C library.
    private static String placeOf(String function) throws IOException {
        long address =
                Linker.nativeLinker().defaultLookup().findOrThrow(function).address();
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            String[] columns = line.split("\\s+", 6);
            String[] range = columns[0].split("-", 2);
            long begin = Long.parseUnsignedLong(range[0], 16);
            if (Long.compareUnsigned(address, begin) >= 0
                    && Long.compareUnsigned(address, Long.parseUnsignedLong(range[1], 16)) < 0) {
                long offset = address - begin + Long.parseUnsignedLong(columns[2], 16);
                return columns[5].strip() + ":0x" + Long.toHexString(offset);
            }
        }
        throw new IllegalStateException("no file is mapped where " + function + " is");
    }

    @Override
    public void close() {
        load.destroyForcibly();
    }
}
