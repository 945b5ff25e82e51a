// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.ingest;

import java.util.Set;

/// How captures are taken in.
///
/// @param jobs captures worked on at once
/// @param memoryBytes what the databases of all of them may take together; what does not fit goes to the store's
///     disk
/// @param processors processors for all of them
/// @param retry whether captures that were broken are tried again unchanged
/// @param places where captures belong
/// @param ignoredFacts facts about the environment that do not tell captures apart
/// @param program name and version of this program
public record IngestOptions(
        int jobs,
        long memoryBytes,
        int processors,
        boolean retry,
        PlaceRules places,
        Set<String> ignoredFacts,
        String program) {

    /// The least a database works with.
    public static final long LEAST_BYTES_PER_JOB = 128L << 20;

    /// Copies the set.
    public IngestOptions {
        ignoredFacts = Set.copyOf(ignoredFacts);
        if (jobs < 1 || memoryBytes / jobs < LEAST_BYTES_PER_JOB) {
            throw new IllegalArgumentException(jobs + " jobs in " + memoryBytes + " bytes");
        }
    }

    long memoryBytesPerJob() {
        return memoryBytes / jobs;
    }

    int threadsPerJob() {
        return Math.max(1, processors / jobs);
    }
}
