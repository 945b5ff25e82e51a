// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Removes from the lake what is old. The facts stay: they are small, and the nights to come are held against them.
/// So does the knowledge that a recording was taken in, or it would be taken in again.
public final class Retention {

    private final StoreConnection connection;
    private final LabStore store;

    /// What was, or would be, removed.
    ///
    /// @param captures captures whose tapes go
    /// @param files files of the lake
    /// @param sizeBytes what they take
    public record Removed(List<StoredCapture> captures, int files, long sizeBytes) {

        /// Copies the list.
        public Removed {
            captures = List.copyOf(captures);
        }
    }

    Retention(StoreConnection connection, LabStore store) {
        this.connection = connection;
        this.store = store;
    }

    /// What pruning would remove.
    ///
    /// @param firstKept first night whose tapes stay
    public Removed before(LocalDate firstKept) {
        Map<String, List<LakeFile>> files = store.captures().files();
        List<StoredCapture> old = store.captures().all().stream()
                .filter(capture -> capture.night().isBefore(firstKept) && !capture.pruned())
                .toList();
        List<LakeFile> going = old.stream()
                .flatMap(capture -> files.getOrDefault(capture.capture(), List.of()).stream())
                .toList();
        return new Removed(
                old, going.size(), going.stream().mapToLong(LakeFile::sizeBytes).sum());
    }

    /// Removes it: first from what counts, then from the disk, so that a file which counts is always there.
    public Removed prune(LocalDate firstKept) throws IOException {
        Removed removed = before(firstKept);
        List<Object[]> keys = new ArrayList<>();
        List<Object[]> marks = new ArrayList<>();
        for (StoredCapture capture : removed.captures()) {
            keys.add(new Object[] {capture.capture()});
            marks.add(new Object[] {SqlTime.timestamp(Instant.now()), capture.capture()});
        }
        connection.transaction(() -> {
            connection.executeAll("DELETE FROM lake_file WHERE capture = ?", keys);
            connection.executeAll("UPDATE capture SET pruned_at = ? WHERE capture = ?", marks);
        });
        store.sweep();
        store.seenFiles().forgetMissing();
        return removed;
    }
}
