// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dmatape.format.TapeException;
import org.dmatape.format.internal.ipc.Crc32c;
import org.dmatape.format.internal.ipc.IpcFraming;
import org.dmatape.format.manifest.PartInfo;

/// One part that is being written, with its running checksum.
final class PartFile {

    private final Path path;
    private final FileChannel channel;
    private final Crc32c crc = new Crc32c();
    private long sizeBytes;
    private long rows;
    private int batches;

    private PartFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static PartFile create(Path path) {
        try {
            return new PartFile(path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException cause) {
            throw TapeException.cannotWrite(path, cause);
        }
    }

    void countBatch(int batchRows) {
        rows += batchRows;
        batches++;
    }

    void write(ByteBuffer bytes) {
        crc.update(bytes);
        sizeBytes += bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException cause) {
            throw TapeException.cannotWrite(path, cause);
        }
    }

    PartInfo finish(boolean durable) {
        write(IpcFraming.endOfStream());
        try {
            if (durable) {
                channel.force(true);
            }
            channel.close();
        } catch (IOException cause) {
            throw TapeException.cannotWrite(path, cause);
        }
        return new PartInfo(String.valueOf(path.getFileName()), rows, batches, sizeBytes, crc.hex());
    }

    /// Closes the file as it is.
    void abandon() {
        try {
            channel.close();
        } catch (IOException cause) {
            throw TapeException.cannotWrite(path, cause);
        }
    }
}
