// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import java.util.List;
import java.util.Set;

/// The recorded symbol table (kallsyms). It is some hundred thousand lines long, so only the names asked for are kept.
public interface KernelSymbols {

    /// A function and where it begins.
    ///
    /// @param address first byte, unsigned
    /// @param name name without module
    record Symbol(long address, String name) {}

    /// All symbols with one of these names, by ascending (unsigned) address; empty when addresses were hidden (all
    /// zero).
    List<Symbol> find(Set<String> names);

    /// Which function an address lies in, as far as is known now: a live kernel loads modules. Takes long when it is
    /// asked for first.
    default KernelFunctions functions() {
        return KernelFunctions.UNKNOWN;
    }
}
