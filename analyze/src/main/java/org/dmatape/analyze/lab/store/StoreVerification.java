// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dmatape.analyze.AnalysisException;

/// Holds the lake against what the database says of it.
public final class StoreVerification {

    private final LabStore store;

    /// What came of it.
    ///
    /// @param captures captures looked at
    /// @param files files looked at
    /// @param problems one sentence for everything that is wrong
    public record Outcome(int captures, int files, List<String> problems) {

        /// Copies the list.
        public Outcome {
            problems = List.copyOf(problems);
        }
    }

    StoreVerification(LabStore store) {
        this.store = store;
    }

    /// Reads every file of the lake.
    public Outcome run() throws IOException {
        List<String> problems = new ArrayList<>();
        int files = 0;
        try (ParquetRows parquet = ParquetRows.open(store.layout().lake())) {
            for (List<LakeFile> capture : store.captures().files().values()) {
                for (LakeFile file : capture) {
                    files++;
                    problem(file, parquet).ifPresent(problems::add);
                }
            }
        }
        for (String orphan : store.lake().orphans(store.knownPaths())) {
            problems.add(orphan + ": in the lake, but part of no capture; the next run removes it");
        }
        return new Outcome(store.captures().all().size(), files, problems);
    }

    private Optional<String> problem(LakeFile file, ParquetRows parquet) throws IOException {
        Path path = store.lake().resolve(file.path());
        if (!Files.isRegularFile(path)) {
            return Optional.of(
                    file.path() + ": missing; it held " + file.rows() + " rows of capture " + file.capture());
        }
        if (Files.size(path) != file.sizeBytes() || !ContentDigest.ofFile(path).equals(file.sha256())) {
            return Optional.of(file.path() + ": not the file that was written: expected " + file.sizeBytes()
                    + " bytes with SHA-256 " + file.sha256() + ", found " + Files.size(path) + " bytes");
        }
        try {
            long rows = parquet.count(path);
            return rows == file.rows()
                    ? Optional.empty()
                    : Optional.of(file.path() + ": holds " + rows + " rows, expected " + file.rows());
        } catch (AnalysisException unreadable) {
            return Optional.of(file.path() + ": " + unreadable.getMessage());
        }
    }
}
