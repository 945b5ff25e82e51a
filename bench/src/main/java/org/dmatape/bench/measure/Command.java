// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.bench.measure;

import java.util.List;
import java.util.Set;

/// A program to run.
///
/// @param subject what it is, in words
/// @param words program and arguments
/// @param acceptedExitCodes exit codes that do not make the run a failure
public record Command(String subject, List<String> words, Set<Integer> acceptedExitCodes) {

    /// Copies the lists.
    public Command {
        words = List.copyOf(words);
        acceptedExitCodes = Set.copyOf(acceptedExitCodes);
    }

    /// A program that succeeds with exit code 0.
    public static Command of(String subject, String... words) {
        return new Command(subject, List.of(words), Set.of(0));
    }

    /// The same where other exit codes are no failure either.
    public Command accepting(Integer... exitCodes) {
        return new Command(subject, words, Set.of(exitCodes));
    }

    /// As one would type it, for messages.
    public String line() {
        return String.join(" ", words);
    }
}
