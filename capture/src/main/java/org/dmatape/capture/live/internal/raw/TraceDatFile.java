// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.raw;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes a trace.dat of spooled pages. Copying them costs as much as it cost to get them from the kernel, so the
/// largest spool becomes the file, and only the pages of the other CPUs are moved behind its own.
public final class TraceDatFile {

    /// Room for a head without symbols beside the formats of its events: names of threads and options.
    private static final long ROOM_BYTES = 1L << 20;
    /// Symbols of a large kernel.
    private static final long SYMBOL_ROOM_BYTES = 16L << 20;
    /// Below that, what copying costs is worth a file without a hole in it.
    private static final long LEAST_BYTES = 16L << 20;

    /// What is written at once while space is reserved.
    private static final int RESERVED_AT_ONCE_BYTES = 1 << 20;

    private final Path target;
    private final List<RawSpool> spools;
    private final int cpus;
    private final int pageBytes;

    /// @param spools one for each CPU
    public TraceDatFile(Path target, List<RawSpool> spools, int pageBytes) {
        this.target = target;
        this.spools = spools;
        this.cpus = cpus(spools);
        this.pageBytes = pageBytes;
    }

    /// What a spool leaves free before its pages, so that it can become the file.
    ///
    /// @param formatBytes all that is said of events
    public static long roomBytes(long formatBytes, boolean hasSymbols, int pageBytes) {
        return roundUp(formatBytes + ROOM_BYTES + (hasSymbols ? SYMBOL_ROOM_BYTES : 0), pageBytes);
    }

    /// Writes a file as large as what making the recording takes in space beside the spools, to be deleted before it is
    /// made: so that it can be made when the disk is full.
    public static void reserve(Path file, long roomBytes) throws IOException {
        byte[] zeros = new byte[RESERVED_AT_ONCE_BYTES];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = roomBytes + RawSpool.MOVED_AT_ONCE_BYTES; left > 0; left -= zeros.length) {
                out.write(zeros);
            }
        }
    }

    /// CPUs a file of these pages has, from CPU 0 on.
    public static int cpus(List<RawSpool> spools) {
        return spools.stream().mapToInt(RawSpool::cpu).max().orElse(0) + 1;
    }

    /// Makes it, in the place of one that is there.
    ///
    /// @param head described
    public void write(TraceDatHead head) throws IOException {
        Files.deleteIfExists(target);
        Optional<RawSpool> first = spools.stream()
                .max(Comparator.comparingLong(RawSpool::sizeBytes))
                .filter(largest -> largest.sizeBytes() >= LEAST_BYTES && head.sizeBytes(cpus) <= largest.roomBytes());
        List<RawSpool> behind = new ArrayList<>(spools);
        if (first.isPresent()) {
            behind.remove(first.get());
            behind.addFirst(first.get());
            first.get().becomes(target);
        }
        long beginBytes = first.map(RawSpool::roomBytes).orElse(roundUp(head.sizeBytes(cpus), pageBytes));
        PagesPlace[] places = places(behind, beginBytes);
        try (FileChannel channel = FileChannel.open(
                target,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(head.end(places));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            for (RawSpool spool : behind.subList(first.isPresent() ? 1 : 0, behind.size())) {
                spool.moveTo(channel, places[spool.cpu()].offset());
            }
        }
    }

    /// Where pages are that lie one behind the other.
    private PagesPlace[] places(List<RawSpool> inOrder, long beginBytes) {
        PagesPlace[] places = new PagesPlace[cpus];
        Arrays.fill(places, new PagesPlace(beginBytes, 0));
        long offset = beginBytes;
        for (RawSpool spool : inOrder) {
            places[spool.cpu()] = new PagesPlace(offset, spool.sizeBytes());
            offset += spool.sizeBytes();
        }
        return places;
    }

    private static long roundUp(long bytes, int unit) {
        return (bytes + unit - 1) / unit * unit;
    }
}
