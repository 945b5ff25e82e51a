// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.recording;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which function of the recorded kernel an address lies in.
public interface KernelFunctions {

    /// Of a recording without symbols, or whose addresses were hidden.
    KernelFunctions UNKNOWN = new KernelFunctions() {
        @Override
        public Optional<Function> at(long address) {
            return Optional.empty();
        }

        @Override
        public List<Extent> extents(Predicate<String> name) {
            return List.of();
        }
    };

    /// A function.
    ///
    /// @param address first byte, unsigned
    /// @param name name without module
    /// @param module module it is in; empty for the kernel itself
    record Function(long address, String name, String module) {}

    /// The bytes of a function, as far as the next one.
    ///
    /// @param begin first byte, unsigned
    /// @param end behind the last byte, unsigned
    record Extent(long begin, long end) {}

    /// The function an address lies in; empty where none is near.
    Optional<Function> at(long address);

    /// Where the functions with such names lie, by ascending (unsigned) address.
    List<Extent> extents(Predicate<String> name);
}
