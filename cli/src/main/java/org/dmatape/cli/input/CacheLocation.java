// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.cli.input;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dmatape.cli.session.UsageException;

/// Where the tape cache lies, as the XDG base directories have it, and how large it may be.
final class CacheLocation {

    private static final String LIMIT_VARIABLE = "DMATAPE_CACHE_BYTES";
    private static final long DEFAULT_LIMIT_BYTES = 10L << 30;

    private CacheLocation() {}

    /// The folder; none where there is no home to put it in.
    static Optional<Path> folder(Map<String, String> environment) {
        return variable(environment, "XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .or(() -> variable(environment, "HOME").map(home -> Path.of(home, ".cache")))
                .map(cache -> cache.resolve("dmatape").resolve("tapes"));
    }

    static long limitBytes(Map<String, String> environment) {
        Optional<String> limit = variable(environment, LIMIT_VARIABLE);
        try {
            return limit.map(Long::parseLong).orElse(DEFAULT_LIMIT_BYTES);
        } catch (NumberFormatException e) {
            throw new UsageException(LIMIT_VARIABLE + "=" + limit.orElse("") + " is no number of bytes");
        }
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
