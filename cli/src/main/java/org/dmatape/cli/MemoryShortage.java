// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Java's own memory that ran out: the heap, or the memory beside it that has the same limit.
final class MemoryShortage {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final String NO_THREAD = "native thread";

    /// What DuckDB makes of Java's error when it calls Java and heap is short there.
    private static final Set<String> OF_DUCKDB = Set.of(
            "Invalid Error: Java heap space", "Invalid Error: basic_string: construction from null is not valid");

    private MemoryShortage() {}

    /// What to tell the user, if that is what failed, whatever it was wrapped in on its way here.
    static Optional<String> sentence(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(MemoryShortage::isOne)
                .findFirst()
                .map(shortage -> sentence(String.valueOf(shortage.getMessage())));
    }

    private static boolean isOne(Throwable failure) {
        return switch (failure) {
            case OutOfMemoryError _ -> true;
            // a class that was being prepared when memory ran out is not found from then on; only the message says why
            case LinkageError e -> String.valueOf(e.getMessage()).contains(OutOfMemoryError.class.getName());
            case SQLException e -> OF_DUCKDB.contains(String.valueOf(e.getMessage()));
            default -> false;
        };
    }

    private static String sentence(String reason) {
        if (reason.contains(NO_THREAD)) {
            return "the system refused another thread: raise the limit of processes of this user or container"
                    + " ('ulimit -u')";
        }
        long limitBytes = Runtime.getRuntime().maxMemory();
        return "Java's memory ran out, whose limit is " + limitBytes / MIB
                + " MiB: raise it, e.g. with DMATAPE_JAVA_OPTIONS=-Xmx" + (2 * limitBytes / GIB + 1) + "g";
    }
}
