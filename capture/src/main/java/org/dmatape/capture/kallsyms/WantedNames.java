// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kallsyms;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// A set of names with a quick answer to "certainly not".
final class WantedNames {

    private static final int HASH_BITS = 16;
    private static final int HASH_MASK = (1 << HASH_BITS) - 1;

    private final Set<String> names;
    private final boolean[] hashes = new boolean[1 << HASH_BITS];

    WantedNames(Set<String> names) {
        this.names = Set.copyOf(names);
        for (String name : names) {
            int hash = 0;
            for (byte character : name.getBytes(StandardCharsets.UTF_8)) {
                hash = nextHash(hash, character);
            }
            hashes[fold(hash)] = true;
        }
    }

    static int nextHash(int hash, byte character) {
        return 31 * hash + character;
    }

    boolean mayContain(int hash) {
        return hashes[fold(hash)];
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    private static int fold(int hash) {
        return (hash ^ hash >>> HASH_BITS) & HASH_MASK;
    }
}
