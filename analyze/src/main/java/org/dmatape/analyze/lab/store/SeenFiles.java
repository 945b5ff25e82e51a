// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Checksums of files that were read before, so that a file is not read again while its size, its time and its
/// inode are what they were. A file that was written just before it was read may be written again within the same
/// tick of the clock: it is read anew.
public final class SeenFiles {

    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final int ROWS_PER_TRANSACTION = 200;

    private final StoreConnection connection;
    private final Map<Path, Seen> known = new HashMap<>();
    private final Map<Path, Seen> learnt = new LinkedHashMap<>();

    private record State(long sizeBytes, long modifiedNs, String inode) {}

    private record Seen(State state, String sha256) {}

    SeenFiles(StoreConnection connection) {
        this.connection = connection;
        connection
                .rows(
                        "SELECT path, size_bytes, modified_ns, inode, sha256 FROM seen_file",
                        row -> Map.entry(
                                Path.of(row.getString(1)),
                                new Seen(
                                        new State(row.getLong(2), row.getLong(3), row.getString(4)), row.getString(5))))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    }

    /// The checksum of a file's content.
    public String sha256(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        State before = state(path);
        Optional<Seen> seen = Optional.ofNullable(known.get(path))
                .filter(entry -> entry.state().equals(before));
        if (seen.isPresent()) {
            return seen.get().sha256();
        }
        Instant now = Instant.now();
        String sha256 = ContentDigest.ofFile(path);
        long settledNs = TimeUnit.SECONDS.toNanos(now.minus(SETTLED).getEpochSecond());
        if (before.modifiedNs() < settledNs && before.equals(state(path))) {
            Seen entry = new Seen(before, sha256);
            known.put(path, entry);
            learnt.put(path, entry);
            if (learnt.size() >= ROWS_PER_TRANSACTION) {
                save();
            }
        }
        return sha256;
    }

    /// Keeps what was learnt.
    public void save() {
        if (learnt.isEmpty()) {
            return;
        }
        List<Object[]> paths = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        learnt.forEach((path, seen) -> {
            paths.add(new Object[] {path.toString()});
            State state = seen.state();
            rows.add(new Object[] {path.toString(), state.sizeBytes(), state.modifiedNs(), state.inode(), seen.sha256()
            });
        });
        connection.transaction(() -> {
            connection.executeAll("DELETE FROM seen_file WHERE path = ?", paths);
            connection.executeAll("INSERT INTO seen_file VALUES (?, ?, ?, ?, ?)", rows);
        });
        learnt.clear();
    }

    /// Forgets files that are no longer there.
    void forgetMissing() {
        List<Object[]> missing = known.keySet().stream()
                .filter(path -> !Files.exists(path))
                .map(path -> new Object[] {path.toString()})
                .toList();
        connection.transaction(() -> connection.executeAll("DELETE FROM seen_file WHERE path = ?", missing));
    }

    private static State state(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new State(
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                String.valueOf(attributes.fileKey()));
    }
}
