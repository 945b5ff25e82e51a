// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes of a disk's blank image what could have been on it had the power gone at some moment, from the log that QEMU's
/// `blklogwrites` (the kernel's dm-log-writes) kept of everything written to it: all writes before the last flush, and any of
/// those behind it, because a disk may keep those in its own memory, in any order.
///
///     java CrashImage.java watch LOG             prints CLOCK_MONOTONIC and the size of the log, again and again, until it is ended
///     java CrashImage.java cut LOG TIMES IMAGE SEED        writes to IMAGE; prints `CUT_NS TEXT`: when the power went, and the same for people
///
/// The log, in sectors:
///
///     0:          u64 magic, u64 version, u64 entries, u32 bytes of a sector
///     1, ...:     u64 sector, u64 sectors, u64 flags (1 flush, 2 fua, 4 discard, 8 mark), u64 bytes of a mark's name;
///                 behind it, unless it is a discard, the sectors
///
/// Source: QEMU 7.2, block/blklogwrites.c.
final class CrashImage {

    private static final long MAGIC = 0x6a736677736872L;
    private static final int SECTOR_SIZE_OFFSET = 24;
    private static final long FLUSH = 1;
    private static final long DISCARD = 4;
    private static final int HEAD_BYTES = 32;
    private static final int WATCH_MS = 5;

    /// @param offset where in the log its data begins
    private record Entry(long sector, long sectors, long flags, long offset) {
        boolean isWrite() {
            return sectors > 0 && (flags & DISCARD) == 0;
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path log = Path.of(arguments[1]);
        if (arguments[0].equals("watch")) {
            watch(log);
        } else {
            cut(log, Path.of(arguments[2]), Path.of(arguments[3]), Long.parseLong(arguments[4]));
        }
    }

    private static void watch(Path log) throws IOException, InterruptedException {
        while (!System.out.checkError()) {
            System.out.println(System.nanoTime() + " " + Files.size(log));
            Thread.sleep(WATCH_MS);
        }
    }

    private static void cut(Path logFile, Path times, Path imageFile, long seed) throws IOException {
        Random random = new Random(seed);
        List<long[]> sizes = Files.readAllLines(times).stream()
                .map(line -> line.split(" "))
                .filter(columns -> columns.length == 2)
                .map(columns -> new long[] {Long.parseLong(columns[0]), Long.parseLong(columns[1])})
                .toList();
        try (FileChannel log = FileChannel.open(logFile, StandardOpenOption.READ);
                FileChannel image = FileChannel.open(imageFile, StandardOpenOption.WRITE)) {
            ByteBuffer head = read(log, 0, SECTOR_SIZE_OFFSET + Integer.BYTES);
            if (head.getLong(0) != MAGIC) {
                throw new IOException(logFile + " is no log of writes");
            }
            int sectorBytes = head.getInt(SECTOR_SIZE_OFFSET);
            long[] cut = moment(sizes, entries(log, sectorBytes, sizes.get(sizes.size() - 1)[1]), random);
            List<Entry> entries = entries(log, sectorBytes, cut[1]);
            int flushed = entries.size();
            while (flushed > 0 && (entries.get(flushed - 1).flags() & FLUSH) == 0) {
                flushed--;
            }
            int behind = 0;
            int kept = 0;
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                boolean isKept = i < flushed || random.nextBoolean();
                behind += i >= flushed && entry.isWrite() ? 1 : 0;
                kept += i >= flushed && entry.isWrite() && isKept ? 1 : 0;
                if (entry.isWrite() && isKept) {
                    copy(log, entry, image, sectorBytes);
                }
            }
            System.out.println(cut[0] + " seed " + seed + ": power lost after " + entries.size() + " writes and flushes, " + kept + " of the "
                    + behind + " writes behind the last flush on the disk");
        }
    }

    /// Any moment of the recording, or one while something is written: one or the other by chance.
    ///
    /// @return when, and how long the log was
    private static long[] moment(List<long[]> sizes, List<Entry> all, Random random) {
        if (random.nextBoolean()) {
            return sizes.get(random.nextInt(sizes.size()));
        }
        List<Entry> watched = all.stream()
                .filter(entry -> entry.offset() > sizes.get(0)[1])
                .toList();
        long length = watched.get(random.nextInt(watched.size())).offset();
        return sizes.stream()
                .filter(size -> size[1] >= length)
                .findFirst()
                .map(size -> new long[] {size[0], length})
                .orElse(sizes.get(sizes.size() - 1));
    }

    private static List<Entry> entries(FileChannel log, int sectorBytes, long limit) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long position = sectorBytes;
        while (position + sectorBytes <= limit) {
            ByteBuffer head = read(log, position, HEAD_BYTES);
            long flags = head.getLong(16);
            Entry entry = new Entry(head.getLong(0), head.getLong(8), flags, position + sectorBytes);
            long end = entry.offset() + (entry.isWrite() ? entry.sectors() * sectorBytes : 0);
            if ((entry.sectors() == 0 && flags == 0) || end > limit) {
                break; // the power went while this was written
            }
            entries.add(entry);
            position = end;
        }
        return entries;
    }

    private static void copy(FileChannel log, Entry entry, FileChannel image, int sectorBytes) throws IOException {
        ByteBuffer data = read(log, entry.offset(), Math.toIntExact(entry.sectors() * sectorBytes));
        long position = entry.sector() * sectorBytes;
        while (data.hasRemaining()) {
            position += image.write(data, position);
        }
    }

    private static ByteBuffer read(FileChannel log, long offset, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (log.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("the log ends at byte " + (offset + buffer.position()));
            }
        }
        return buffer.flip();
    }
}
