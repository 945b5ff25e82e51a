// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.read.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.TapeException;
import org.dmatape.format.internal.ipc.Crc32c;
import org.dmatape.format.manifest.PartInfo;
import org.dmatape.format.manifest.TableInfo;
import org.dmatape.format.manifest.TapeState;
import org.dmatape.format.read.TableReader;
import org.dmatape.format.read.Tape;
import org.dmatape.format.schema.TapeTable;

/// Holds a tape against its manifest.
public final class TapeCheck {

    private static final Pattern PART_NAME = Pattern.compile("part-\\d{5}\\.arrow");
    private static final int STEP_BYTES = 1 << 20;

    private TapeCheck() {}

    /// Every part the manifest lists must lie in its table's folder and have its size.
    public static void checkParts(Tape tape) {
        for (TapeTable table : TapeTable.values()) {
            TableInfo info = tape.table(table);
            Path folder = tape.folder().resolve(table.tableName());
            if (Files.isSymbolicLink(folder)) {
                throw TapeException.unreadable(folder + " is a link, expected a folder: a tape lies in one place");
            }
            for (PartInfo part : info.parts()) {
                checkPart(tape, folder, part);
            }
            long rows = info.parts().stream().mapToLong(PartInfo::rows).sum();
            if (rows != info.rows()) {
                throw TapeException.unreadable("the manifest of " + tape.folder() + " says table " + info.name()
                        + " has " + info.rows() + " rows, but its parts have " + rows);
            }
        }
    }

    private static void checkPart(Tape tape, Path folder, PartInfo part) {
        if (!PART_NAME.matcher(part.file()).matches()) {
            throw TapeException.unreadable(
                    "the manifest lists a part named " + part.file() + " in " + folder + ", expected part-NNNNN.arrow");
        }
        Path file = folder.resolve(part.file());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw TapeException.unreadable(file + " is missing: the manifest lists it as a part of the tape");
        }
        long size = sizeOf(file);
        boolean grows = tape.manifest().state() == TapeState.RECORDING;
        if (grows ? size < part.sizeBytes() : size != part.sizeBytes()) {
            throw TapeException.unreadable(file + " has " + size + " bytes, the manifest says " + part.sizeBytes()
                    + ": the tape is damaged; 'dmatape import --salvage' makes a tape of what is whole");
        }
    }

    /// One sentence for everything that is wrong.
    public static List<String> verify(Tape tape) {
        List<String> damage = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator()) {
            for (TapeTable table : TapeTable.values()) {
                verifyChecksums(tape, table, damage);
                verifyContent(tape, table, allocator, damage);
            }
        }
        return List.copyOf(damage);
    }

    private static void verifyChecksums(Tape tape, TapeTable table, List<String> damage) {
        List<PartInfo> parts = tape.table(table).parts();
        List<Path> files = tape.parts(table);
        for (int i = 0; i < parts.size(); i++) {
            String actual = checksum(files.get(i), parts.get(i).sizeBytes());
            if (!actual.equals(parts.get(i).crc32c())) {
                damage.add(files.get(i) + " has checksum " + actual + ", the manifest says "
                        + parts.get(i).crc32c());
            }
        }
    }

    private static void verifyContent(Tape tape, TapeTable table, BufferAllocator allocator, List<String> damage) {
        try (TableReader reader = tape.reader(table, allocator)) {
            boolean more = true;
            while (more) {
                more = reader.loadNextBatch();
            }
        } catch (TapeException cause) {
            damage.add(String.valueOf(cause.getMessage()));
        } catch (IOException cause) {
            throw TapeException.cannotRead(tape.folder(), cause);
        }
    }

    private static String checksum(Path file, long sizeBytes) {
        Crc32c crc = new Crc32c();
        ByteBuffer step = ByteBuffer.allocate(STEP_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long left = sizeBytes;
            while (left > 0 && channel.read(step.clear().limit((int) Math.min(STEP_BYTES, left))) >= 0) {
                left -= step.flip().remaining();
                crc.update(step);
            }
        } catch (IOException cause) {
            throw TapeException.cannotRead(file, cause);
        }
        return crc.hex();
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException cause) {
            throw TapeException.cannotRead(file, cause);
        }
    }
}
