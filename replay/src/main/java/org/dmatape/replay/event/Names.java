// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Small numbers for the names of one kind on a tape, such as its devices, in the order in which they are first met.
public final class Names {

    /// The number of a name that is not known.
    public static final int UNKNOWN = -1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /// The number of a name, which gets one when it has none.
    public int number(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        names.add(name);
        numbers.put(name, names.size() - 1);
        return names.size() - 1;
    }

    /// The number of a name, or [#UNKNOWN] when it was never met.
    public int find(String name) {
        return numbers.getOrDefault(name, UNKNOWN);
    }

    /// The name behind a number.
    public String name(int number) {
        return names.get(number);
    }

    /// How many names there are.
    public int count() {
        return names.size();
    }
}
