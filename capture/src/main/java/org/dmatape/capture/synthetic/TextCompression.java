// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.synthetic;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.XZInputStream;

/// How the file of a text is compressed as a whole, told by its first bytes: RFC 1952 (gzip), RFC 8878 (zstd), version
/// 1.2.1 of the .xz file format (xz). Several members, frames or streams one after the other, as log rotation leaves
/// them, are one text.
public enum TextCompression {
    /// The file is the text.
    NONE("", new byte[0]),
    /// `.gz`
    GZIP("gzip", new byte[] {0x1f, (byte) 0x8b}),
    /// `.zst`
    ZSTD("zstd", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd}),
    /// `.xz`
    XZ("xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0});

    /// Bytes that tell.
    public static final int MAGIC_BYTES = 6;

    private static final int BUFFER_BYTES = 1 << 16;

    /// The largest dictionary that xz makes unless it is told a size (`xz -9`) has 64 MiB.
    private static final int MOST_XZ_MEMORY_KIB = 80 << 10;

    private final String program;
    private final byte[] magic;

    TextCompression(String program, byte[] magic) {
        this.program = program;
        this.magic = magic;
    }

    /// The compression of a file that begins so.
    public static TextCompression of(byte[] head) {
        for (TextCompression one : values()) {
            if (one != NONE && head.length >= one.magic.length && startsWith(head, one.magic)) {
                return one;
            }
        }
        return NONE;
    }

    /// The compression of a file.
    ///
    /// @throws IOException when it cannot be read
    public static TextCompression of(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return of(bytes.readNBytes(MAGIC_BYTES));
        }
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    /// What compressed the file; empty when nothing did.
    public String program() {
        return program;
    }

    /// The kind of a recording that is compressed so, e.g. `kernel log, gzip`.
    public String kindOf(String kind) {
        return this == NONE ? kind : kind + ", " + program;
    }

    /// What a recording says of it: `compressed_by`; nothing of a file that is the text itself.
    public Map<String, String> facts() {
        return this == NONE ? Map.of() : Map.of("compressed_by", program);
    }

    /// The text of a file.
    ///
    /// @param file bytes of the file; its `available()` is 0 at the end only
    /// @param fileBytes size of the file, which bounds that of the text, see [BoundedText]
    /// @throws IOException when the file does not begin as such files do
    public InputStream textOf(InputStream file, long fileBytes) throws IOException {
        return switch (this) {
            case NONE -> file;
            case GZIP -> new BoundedText(new GzipMembers(file, BUFFER_BYTES), fileBytes);
            case XZ -> new BoundedText(xz(file), fileBytes);
            case ZSTD -> new BoundedText(new ZstdInputStreamNoFinalizer(file), fileBytes);
        };
    }

    /// Each block of a file has a dictionary, and a block may be empty: without the cache, which goes away with the
    /// stream, 16 bytes of the file would take 64 MiB of new memory.
    private static InputStream xz(InputStream file) throws IOException {
        return new XZInputStream(file, MOST_XZ_MEMORY_KIB, new BasicArrayCache());
    }

    /// The first bytes of the text of a file, whatever compressed it: all of it when it is shorter, and what is in
    /// front of the damage when that is nearer.
    ///
    /// @throws IOException when the file cannot be read, or does not begin as it should
    public static byte[] headOf(Path file, int mostBytes) throws IOException {
        byte[] head = new byte[mostBytes];
        int length = 0;
        try (InputStream text = open(file)) {
            int more = text.read(head, 0, mostBytes);
            while (more > 0) {
                length += more;
                more = text.read(head, length, mostBytes - length);
            }
        } catch (IOException damaged) {
            if (length == 0) {
                throw damaged;
            }
        }
        return Arrays.copyOf(head, length);
    }

    /// The text of a file, whatever compressed it.
    ///
    /// @throws IOException when the file cannot be read, or does not begin as it should
    public static InputStream open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            bytes.mark(MAGIC_BYTES);
            TextCompression compression = of(bytes.readNBytes(MAGIC_BYTES));
            bytes.reset();
            return compression.textOf(bytes, Files.size(file));
        } catch (IOException | RuntimeException problem) {
            bytes.close();
            throw problem;
        }
    }
}
