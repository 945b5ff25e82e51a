// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.kallsyms;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dmatape.capture.recording.KernelFunctions;

/// The functions of kallsyms by address. Of several names of one address the first in the text counts.
final class FunctionTable implements KernelFunctions {

    /// No function is longer: what lies further behind one belongs to something the table does not name.
    private static final long MOST_FUNCTION_BYTES = 1 << 20;

    /// Ten times what a kernel with all its modules has.
    private static final int MOST_FUNCTIONS = 1 << 21;

    private static final String CODE_TYPES = "tTwW";

    private final byte[] text;
    private final int limit;
    /// Addresses in ascending order of the unsigned, with the highest bit turned over so that they sort as signed.
    private final long[] addresses;
    /// Where the line of each begins.
    private final int[] lines;

    private FunctionTable(byte[] text, int limit, long[] addresses, int[] lines) {
        this.text = text;
        this.limit = limit;
        this.addresses = addresses;
        this.lines = lines;
    }

    /// Reads the text.
    ///
    /// @param kallsyms the text, in an array
    static KernelFunctions of(ByteBuffer kallsyms) {
        byte[] text = kallsyms.array();
        int begin = kallsyms.arrayOffset() + kallsyms.position();
        int limit = begin + kallsyms.remaining();
        long[] found = new long[1 << 16];
        int[] lineOf = new int[1 << 16];
        int count = 0;
        for (int line = begin; line < limit && count < MOST_FUNCTIONS; line = nextLine(text, line, limit)) {
            long address = SymbolTable.address(text, line, limit);
            int nameBegin = SymbolTable.nameBegin(text, line, limit);
            if (address == 0 || nameBegin - 2 < line || CODE_TYPES.indexOf(text[nameBegin - 2]) < 0) {
                continue;
            }
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
                lineOf = Arrays.copyOf(lineOf, 2 * count);
            }
            found[count] = address ^ Long.MIN_VALUE;
            lineOf[count] = line;
            count++;
        }
        return count == 0 ? UNKNOWN : sorted(text, limit, Arrays.copyOf(found, count), lineOf);
    }

    private static FunctionTable sorted(byte[] text, int limit, long[] found, int[] lineOf) {
        long[] addresses = Arrays.stream(found).sorted().distinct().toArray();
        int[] lines = new int[addresses.length];
        Arrays.fill(lines, -1);
        for (int i = 0; i < found.length; i++) {
            int index = Arrays.binarySearch(addresses, found[i]);
            if (lines[index] < 0) {
                lines[index] = lineOf[i];
            }
        }
        return new FunctionTable(text, limit, addresses, lines);
    }

    private static int nextLine(byte[] text, int line, int limit) {
        int end = line;
        while (end < limit && text[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    @Override
    public Optional<Function> at(long address) {
        int index = indexOf(address);
        if (index < 0 || address - addressOf(index) > MOST_FUNCTION_BYTES) {
            return Optional.empty();
        }
        int nameBegin = SymbolTable.nameBegin(text, lines[index], limit);
        int nameEnd = nameEnd(nameBegin);
        String name = SymbolTable.text(text, nameBegin, nameEnd);
        int lineEnd = nextLine(text, nameEnd, limit) - 1;
        return Optional.of(new Function(addressOf(index), name, SymbolTable.module(text, nameEnd, lineEnd)));
    }

    @Override
    public List<Extent> extents(Predicate<String> name) {
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            int nameBegin = SymbolTable.nameBegin(text, lines[i], limit);
            if (name.test(SymbolTable.text(text, nameBegin, nameEnd(nameBegin)))) {
                long next = i + 1 < addresses.length ? addressOf(i + 1) : addressOf(i) + MOST_FUNCTION_BYTES;
                extents.add(new Extent(addressOf(i), next));
            }
        }
        return List.copyOf(extents);
    }

    private int nameEnd(int nameBegin) {
        int end = nameBegin;
        while (end < limit && text[end] > ' ') {
            end++;
        }
        return end;
    }

    private long addressOf(int index) {
        return addresses[index] ^ Long.MIN_VALUE;
    }

    /// The last function that does not begin behind that address.
    private int indexOf(long address) {
        int found = Arrays.binarySearch(addresses, address ^ Long.MIN_VALUE);
        return found >= 0 ? found : -found - 2;
    }
}
