// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.dmatape.capture.recording.KernelSymbols;

/// Finds functions in the text of kallsyms, a line `ADDRESS TYPE NAME` or `ADDRESS TYPE NAME<tab>[MODULE]` each. The
/// text
/// has several MB, so it is scanned as bytes, and only lines whose name hashes to one asked for are looked at.
final class SymbolTable implements KernelSymbols {

    private final Supplier<byte[]> text;

    SymbolTable(Supplier<byte[]> text) {
        this.text = text;
    }

    @Override
    public List<Symbol> find(Set<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<Symbol> found = new ArrayList<>();
        scan(text.get(), new WantedNames(names), found);
        boolean hidden = found.stream().allMatch(symbol -> symbol.address() == 0);
        if (hidden) {
            return List.of();
        }
        found.sort(Comparator.comparing(Symbol::address, Long::compareUnsigned).thenComparing(Symbol::name));
        return List.copyOf(found);
    }

    private static void scan(byte[] bytes, WantedNames wanted, List<Symbol> found) {
        int lineBegin = 0;
        while (lineBegin < bytes.length) {
            int nameBegin = skipWord(bytes, skipWord(bytes, lineBegin));
            int hash = 0;
            int end = nameBegin;
            while (end < bytes.length && bytes[end] > ' ') {
                hash = WantedNames.nextHash(hash, bytes[end]);
                end++;
            }
            if (wanted.mayContain(hash)) {
                String name = new String(bytes, nameBegin, end - nameBegin, StandardCharsets.UTF_8);
                if (wanted.contains(name)) {
                    found.add(new Symbol(address(bytes, lineBegin), name));
                }
            }
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            lineBegin = end + 1;
        }
    }

    /// Where the next word of a line begins; a line that has no next word ends the search at its end.
    private static int skipWord(byte[] bytes, int begin) {
        int position = begin;
        while (position < bytes.length && bytes[position] != ' ' && bytes[position] != '\n') {
            position++;
        }
        return position < bytes.length && bytes[position] == ' ' ? position + 1 : position;
    }

    private static long address(byte[] bytes, int begin) {
        long address = 0;
        for (int i = begin; i < bytes.length; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                break;
            }
            address = address << 4 | digit;
        }
        return address;
    }
}
