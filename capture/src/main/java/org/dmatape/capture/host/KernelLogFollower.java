// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Follows a kernel's log from its oldest record until closed, on a thread of its own: reading waits for the next
/// record. A kernel that
/// does not let its log be read has none.
public final class KernelLogFollower implements AutoCloseable {

    /// Where the running kernel's log is.
    public static final Path KMSG = Path.of("/dev/kmsg");

    /// More than the longest record (LOG_LINE_MAX and a header).
    private static final int RECORD_BYTES = 8192;
    private static final int MOST_RECORDS = 200_000;
    private static final int MOST_FAILURES = 100;
    /// What is there already comes in one go; a pause says that it is all.
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final List<KernelLogRecord> records = new ArrayList<>();
    private final @Nullable FileChannel channel;
    private final Thread reader;

    private KernelLogFollower(@Nullable FileChannel channel) {
        this.channel = channel;
        this.reader = Thread.ofPlatform().daemon().name("kernel-log").unstarted(this::follow);
    }

    /// Begins to follow a log.
    public static KernelLogFollower open(Path kmsg) {
        FileChannel channel;
        try {
            channel = FileChannel.open(kmsg, StandardOpenOption.READ);
        } catch (IOException hidden) {
            channel = null;
        }
        KernelLogFollower follower = new KernelLogFollower(channel);
        follower.reader.start();
        return follower;
    }

    /// All records so far, after waiting until those that were there already have been read.
    public List<KernelLogRecord> records() throws InterruptedException {
        int before;
        do {
            before = count();
            reader.join(PAUSE);
        } while (count() != before && reader.isAlive());
        synchronized (records) {
            return List.copyOf(records);
        }
    }

    /// The records since the last call, without waiting.
    public List<KernelLogRecord> takeNew() {
        synchronized (records) {
            List<KernelLogRecord> taken = List.copyOf(records);
            records.clear();
            return taken;
        }
    }

    private int count() {
        synchronized (records) {
            return records.size();
        }
    }

    private void follow() {
        FileChannel log = channel;
        if (log == null) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate(RECORD_BYTES);
        int failures = 0;
        while (count() < MOST_RECORDS && failures < MOST_FAILURES) {
            buffer.clear();
            try {
                if (log.read(buffer) < 0) {
                    return;
                }
                failures = 0;
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException overwritten) {
                failures++;
                continue; // EPIPE: records were overwritten before they were read; the next read goes on with the
                // oldest there is
            }
            add(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
        }
    }

    private void add(String text) {
        try {
            KernelLogRecord record = KernelLogRecord.parse(text);
            synchronized (records) {
                records.add(record);
            }
        } catch (IllegalArgumentException ignored) {
            // not a record: nothing in the log's format promises that there will never be another kind
        }
    }

    /// Stops following.
    @Override
    public void close() {
        reader.interrupt(); // closes the channel a read waits on
        FileChannel log = channel;
        if (log != null) {
            try {
                log.close();
            } catch (IOException ignored) {
                // it was only read
            }
        }
    }
}
