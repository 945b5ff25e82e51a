// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the parts of a store lie.
///
/// ```text
/// STORE/store.duckdb   facts of every capture, and which files of the lake count
/// STORE/lake/          the tapes as Parquet, one folder per table
/// STORE/work/          what an import needs while it runs; empty between runs
/// STORE/lock           who writes
/// ```
///
/// @param folder the store
public record StoreLayout(Path folder) {

    /// The database.
    public Path database() {
        return folder.resolve("store.duckdb");
    }

    /// The Parquet files.
    public Path lake() {
        return folder.resolve("lake");
    }

    /// The folder of unfinished work.
    public Path work() {
        return folder.resolve("work");
    }

    /// The file that names who writes.
    public Path lock() {
        return folder.resolve("lock");
    }

    /// Whether there is a store.
    public boolean exists() {
        return Files.isRegularFile(database());
    }
}
