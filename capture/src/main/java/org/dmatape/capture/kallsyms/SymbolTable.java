// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kallsyms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dmatape.capture.recording.KernelFunctions;
import org.dmatape.capture.recording.KernelSymbols;

/// Finds functions in the text of kallsyms, a line `ADDRESS TYPE NAME` or `ADDRESS TYPE NAME<tab>[MODULE]` each. The
/// text has several MB, so it is scanned as bytes, and a name only becomes a string when its hash is that of one
/// asked for.
public final class SymbolTable implements KernelSymbols {

    /// Digits of an address and what stands between it and the name, on 64-bit kernels.
    private static final int ADDRESS_DIGITS = 16;

    private static final int NAME_COLUMN = ADDRESS_DIGITS + " T ".length();

    private final Supplier<ByteBuffer> text;
    private Optional<KernelFunctions> functions = Optional.empty();

    /// Takes the symbols that are found, in the order of the text.
    @FunctionalInterface
    public interface Visitor {
        /// Takes one.
        ///
        /// @param module where it is from; empty for the kernel itself
        void found(String name, long address, String module);
    }

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
        List<Symbol> found = new ArrayList<>();
        scan(text.get(), names, (name, address, module) -> found.add(new Symbol(address, name)));
        boolean hidden = found.stream().allMatch(symbol -> symbol.address() == 0);
        if (hidden) {
            return List.of();
        }
        found.sort(Comparator.comparing(Symbol::address, Long::compareUnsigned).thenComparing(Symbol::name));
        return List.copyOf(found);
    }

    @Override
    public KernelFunctions functions() {
        KernelFunctions known = functions.orElseGet(() -> FunctionTable.of(text.get()));
        functions = Optional.of(known);
        return known;
    }

    /// Hands on every symbol that has one of these names.
    ///
    /// @param kallsyms the text, in an array
    public static void scan(ByteBuffer kallsyms, Set<String> names, Visitor visitor) {
        WantedNames wanted = new WantedNames(names);
        byte[] bytes = kallsyms.array();
        int lineBegin = kallsyms.arrayOffset() + kallsyms.position();
        int limit = lineBegin + kallsyms.remaining();
        while (lineBegin < limit) {
            int nameBegin = nameBegin(bytes, lineBegin, limit);
            int hash = 0;
            int nameEnd = nameBegin;
            while (nameEnd < limit && bytes[nameEnd] > ' ') {
                hash = WantedNames.nextHash(hash, bytes[nameEnd]);
                nameEnd++;
            }
            int lineEnd = nameEnd;
            while (lineEnd < limit && bytes[lineEnd] != '\n') {
                lineEnd++;
            }
            if (wanted.mayContain(hash)) {
                String name = text(bytes, nameBegin, nameEnd);
                if (wanted.contains(name)) {
                    visitor.found(name, address(bytes, lineBegin, limit), module(bytes, nameEnd, lineEnd));
                }
            }
            lineBegin = lineEnd + 1;
        }
    }

    /// What stands in brackets behind a name; empty for a symbol of the kernel itself.
    static String module(byte[] bytes, int nameEnd, int lineEnd) {
        String rest = text(bytes, nameEnd, lineEnd).strip();
        return rest.startsWith("[") && rest.endsWith("]") ? rest.substring(1, rest.length() - 1) : "";
    }

    static String text(byte[] bytes, int begin, int end) {
        return new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
    }

    static int nameBegin(byte[] bytes, int lineBegin, int limit) {
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

    static long address(byte[] bytes, int begin, int limit) {
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
