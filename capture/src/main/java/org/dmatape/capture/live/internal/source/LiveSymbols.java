// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live.internal.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmatape.capture.kallsyms.SymbolTable;
import org.dmatape.capture.recording.KernelFunctions;
import org.dmatape.capture.recording.KernelSymbols;

/// The functions of the running kernel, read anew when modules came or went since they were read.
///
/// The kernel writes both files when they are read:
///
/// ```
///   /proc/kallsyms     ffffffffc0501000 t fill_ring<tab>[driver]
///   /proc/modules      driver 16384 2 other,another, Live 0xffffffffc0501000 (OE)
///                      name size users users' names state address taints
/// ```
final class LiveSymbols implements KernelSymbols {

    /// All that tells whether a module is the same as before, and whether the functions of its beginning are there.
    private static final Pattern MODULE = Pattern.compile("(\\S+ \\d+) \\S+ \\S+ (\\S+ \\S+).*");

    private final Path kallsyms;
    private final Path modules;
    private SymbolTable table;
    private Set<String> modulesOfTable = Set.of();
    private boolean isRead;

    /// @param kallsyms the kernel's symbols
    /// @param modules its modules; a kernel without modules has no such file
    LiveSymbols(Path kallsyms, Path modules) {
        this.kallsyms = kallsyms;
        this.modules = modules;
        this.table = new SymbolTable(this::text);
    }

    static LiveSymbols ofRunningKernel() {
        return new LiveSymbols(Path.of("/proc/kallsyms"), Path.of("/proc/modules"));
    }

    @Override
    public List<Symbol> find(Set<String> names) {
        return table.find(names);
    }

    @Override
    public KernelFunctions functions() {
        Set<String> modulesNow = modules(); // before the symbols: what comes in between is read once more
        if (!isRead || !modulesNow.equals(modulesOfTable)) {
            table = new SymbolTable(this::text);
            modulesOfTable = modulesNow;
            isRead = true;
        }
        return table.functions();
    }

    private Set<String> modules() {
        Set<String> found = new HashSet<>();
        for (String line : new String(bytes(modules), StandardCharsets.UTF_8).split("\n")) {
            Matcher matcher = MODULE.matcher(line);
            if (matcher.matches()) {
                found.add(matcher.group(1) + " " + matcher.group(2));
            }
        }
        return found;
    }

    private ByteBuffer text() {
        return ByteBuffer.wrap(bytes(kallsyms));
    }

    /// Empty for a file that cannot be read: probes are then known by their names, frames by their addresses.
    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException _) {
            return new byte[0];
        }
    }
}
