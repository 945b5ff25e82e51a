// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.format.write;

/// How a tape is written.
///
/// @param overwrite whether a tape of the same name is replaced; anything else of that name never is
/// @param compressionThreads threads that compress and write behind the appending thread
/// @param batchesPerPart record batches after which a table goes on in another file
/// @param durable whether to wait until the parts are on the disk before the tape gets its name
/// @param ownerOnly whether nobody but the owner may read what is written
/// @param createdBy program and version, kept in the manifest
public record TapeWriterOptions(
        boolean overwrite,
        int compressionThreads,
        int batchesPerPart,
        boolean durable,
        boolean ownerOnly,
        String createdBy) {

    private static final int MAX_COMPRESSION_THREADS = 64;
    private static final int DEFAULT_COMPRESSION_THREADS = 8;
    /// 31 million rows: large enough that nobody has to count files.
    private static final int DEFAULT_BATCHES_PER_PART = 1280;

    /// Checks the numbers.
    public TapeWriterOptions {
        if (compressionThreads < 1 || compressionThreads > MAX_COMPRESSION_THREADS) {
            throw new IllegalArgumentException(
                    "compressionThreads is " + compressionThreads + ", expected 1 to " + MAX_COMPRESSION_THREADS);
        }
        if (batchesPerPart < 1) {
            throw new IllegalArgumentException("batchesPerPart is " + batchesPerPart + ", expected 1 or more");
        }
    }

    /// What an import uses: refuses an existing tape, compresses on as many threads as there are processors, at
    /// most 8.
    public static TapeWriterOptions defaults() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new TapeWriterOptions(
                false,
                Math.min(processors, DEFAULT_COMPRESSION_THREADS),
                DEFAULT_BATCHES_PER_PART,
                false,
                false,
                "dmatape");
    }

    /// The same with another answer to whether a tape of that name is replaced.
    public TapeWriterOptions withOverwrite(boolean newOverwrite) {
        return new TapeWriterOptions(newOverwrite, compressionThreads, batchesPerPart, durable, ownerOnly, createdBy);
    }

    /// The same with another number of threads.
    public TapeWriterOptions withCompressionThreads(int newCompressionThreads) {
        return new TapeWriterOptions(overwrite, newCompressionThreads, batchesPerPart, durable, ownerOnly, createdBy);
    }

    /// The same with parts of another size.
    public TapeWriterOptions withBatchesPerPart(int newBatchesPerPart) {
        return new TapeWriterOptions(overwrite, compressionThreads, newBatchesPerPart, durable, ownerOnly, createdBy);
    }

    /// The same with another program name and version.
    public TapeWriterOptions withCreatedBy(String newCreatedBy) {
        return new TapeWriterOptions(overwrite, compressionThreads, batchesPerPart, durable, ownerOnly, newCreatedBy);
    }

    /// The same for what must survive a crash of the machine and is nobody else's business: a live recording.
    public TapeWriterOptions withDurableOwnerOnly() {
        return new TapeWriterOptions(overwrite, compressionThreads, batchesPerPart, true, true, createdBy);
    }
}
