// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dmatape.capture.importing.fixture.TestResource;

/// A QEMU log of the 7.2 line form, written anew: at other times, or with lines left out.
///
/// @param log the log
record RewrittenLog(Path log) {

    private static final Pattern LINE = Pattern.compile("(\\d+)@(\\d+)\\.(\\d{6}):(.*)");
    private static final long MICROSECONDS = 1_000_000;

    /// The log of a clock that ran at another rate since its first line, and showed another time then.
    ///
    /// @param shiftUs what its clock was ahead in the first line, in microseconds
    /// @param drift what it gained per microsecond
    Path shifted(Path to, long shiftUs, double drift) {
        long firstUs = firstUs();
        return rewrite(to, line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Stream.of(line);
            }
            long timeUs = timeUs(matcher);
            long newUs = timeUs + shiftUs + Math.round((timeUs - firstUs) * drift);
            return Stream.of(String.format(
                    Locale.ROOT,
                    "%s@%d.%06d:%s",
                    matcher.group(1),
                    newUs / MICROSECONDS,
                    newUs % MICROSECONDS,
                    matcher.group(4)));
        });
    }

    /// The log without some of the lines with a word in them.
    Path without(Path to, String word, double share, long seed) {
        Random random = new Random(seed);
        return rewrite(to, line -> line.contains(word) && random.nextDouble() < share ? Stream.of() : Stream.of(line));
    }

    /// Time of the first line, in microseconds.
    long firstUs() {
        try (Stream<String> lines = lines()) {
            return lines.map(LINE::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(RewrittenLog::timeUs)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long timeUs(Matcher matcher) {
        return Long.parseLong(matcher.group(2)) * MICROSECONDS + Long.parseLong(matcher.group(3));
    }

    private Stream<String> lines() throws IOException {
        return TestResource.text(log).lines();
    }

    private interface Rewriting {
        Stream<String> of(String line);
    }

    private Path rewrite(Path to, Rewriting rewriting) {
        try (Stream<String> lines = lines()) {
            return Files.write(to, lines.flatMap(rewriting::of).toList(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
