// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.queries;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The names somebody may have meant who typed one that does not exist.
public final class SpelledAlike {

    private static final int MOST = 3;
    private static final int LETTERS_PER_MISTAKE = 3;

    private SpelledAlike() {}

    /// `; did you mean A or B?`, or nothing where no name is alike.
    ///
    /// @param typed what was typed
    /// @param names the names there are
    public static String hint(String typed, Collection<String> names) {
        List<String> alike = to(typed, names);
        return alike.isEmpty() ? "" : alike.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }

    /// The names that are spelled alike, the nearest first, three at most.
    public static List<String> to(String typed, Collection<String> names) {
        int mistakes = Math.max(1, Math.min(MOST, typed.length() / LETTERS_PER_MISTAKE));
        return names.stream()
                .filter(name -> (!typed.isEmpty() && name.contains(typed)) || distance(name, typed) <= mistakes)
                .sorted(Comparator.comparingInt(name -> distance(name, typed)))
                .limit(MOST)
                .toList();
    }

    /// Characters to insert, delete or replace to get from one word to the other.
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
