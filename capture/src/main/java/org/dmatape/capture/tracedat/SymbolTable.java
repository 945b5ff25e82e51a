// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.tracedat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.dmatape.capture.recording.KernelSymbols;

/// Finds functions in the text of kallsyms, a line `ADDRESS TYPE NAME` or `ADDRESS TYPE NAME<tab>[MODULE]` each. The
/// text has several MB, so it is scanned as bytes, and a name only becomes a string when its hash is that of one
/// asked for.
public final class SymbolTable implements KernelSymbols {

    /// Digits of an address and what stands between it and the name, on 64-bit kernels.
    private static final int ADDRESS_DIGITS = 16;

    private static final int NAME_COLUMN = ADDRESS_DIGITS + " T ".length();

    private final Supplier<ByteBuffer> text;

    /// A table that reads the text when it is first asked.
    ///
    /// @param text gives the text, in an array
    public SymbolTable(Supplier<ByteBuffer> text) {
        this.text = text;
    }

    @Override
    public List<Symbol> find(Set<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        ByteBuffer kallsyms = text.get();
        List<Symbol> found = new ArrayList<>();
        int begin = kallsyms.arrayOffset() + kallsyms.position();
        scan(kallsyms.array(), begin, begin + kallsyms.remaining(), new WantedNames(names), found);
        boolean hidden = found.stream().allMatch(symbol -> symbol.address() == 0);
        if (hidden) {
            return List.of();
        }
        found.sort(Comparator.comparing(Symbol::address, Long::compareUnsigned).thenComparing(Symbol::name));
        return List.copyOf(found);
    }

    private static void scan(byte[] bytes, int begin, int limit, WantedNames wanted, List<Symbol> found) {
        int lineBegin = begin;
        while (lineBegin < limit) {
            int nameBegin = nameBegin(bytes, lineBegin, limit);
            int hash = 0;
            int end = nameBegin;
            while (end < limit && bytes[end] > ' ') {
                hash = WantedNames.nextHash(hash, bytes[end]);
                end++;
            }
            if (wanted.mayContain(hash)) {
                String name = new String(bytes, nameBegin, end - nameBegin, StandardCharsets.UTF_8);
                if (wanted.contains(name)) {
                    found.add(new Symbol(address(bytes, lineBegin, limit), name));
                }
            }
            while (end < limit && bytes[end] != '\n') {
                end++;
            }
            lineBegin = end + 1;
        }
    }

    private static int nameBegin(byte[] bytes, int lineBegin, int limit) {
        int usual = lineBegin + NAME_COLUMN;
        if (usual < limit && bytes[usual - 1] == ' ' && bytes[lineBegin + ADDRESS_DIGITS] == ' ') {
            return usual;
        }
        return skipWord(bytes, skipWord(bytes, lineBegin, limit), limit);
    }

    /// Where the next word of a line begins; a line that has no next word ends the search at its end.
    private static int skipWord(byte[] bytes, int begin, int limit) {
        int position = begin;
        while (position < limit && bytes[position] != ' ' && bytes[position] != '\n') {
            position++;
        }
        return position < limit && bytes[position] == ' ' ? position + 1 : position;
    }

    private static long address(byte[] bytes, int begin, int limit) {
        long address = 0;
        for (int i = begin; i < limit; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                break;
            }
            address = address << 4 | digit;
        }
        return address;
    }
}
