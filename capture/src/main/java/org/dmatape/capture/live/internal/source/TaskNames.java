// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names of threads of the running machine, looked up one by one when they are first needed: while the thread lives
/// in `/proc`, afterwards among those the kernel remembered.
final class TaskNames extends AbstractMap<Integer, String> {

    private final Path savedNames;

    /// @param savedNames tracefs' `saved_cmdlines`: a line `PID NAME` per thread
    TaskNames(Path savedNames) {
        this.savedNames = savedNames;
    }

    @Override
    public @Nullable String get(@Nullable Object pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "comm"))
                    .strip();
        } catch (IOException _) {
            return saved().get(pid); // it has ended since
        }
    }

    @Override
    public Set<Entry<Integer, String>> entrySet() {
        return saved().entrySet();
    }

    private Map<Integer, String> saved() {
        Map<Integer, String> names = new HashMap<>();
        try {
            for (String line : Files.readString(savedNames).split("\n", -1)) {
                int blank = line.indexOf(' ');
                if (blank > 0 && line.substring(0, blank).matches("\\d{1,9}")) {
                    names.put(Integer.parseInt(line.substring(0, blank)), line.substring(blank + 1));
                }
            }
        } catch (IOException _) {
            return Map.of(); // a name less is no reason to end a recording
        }
        return names;
    }
}
