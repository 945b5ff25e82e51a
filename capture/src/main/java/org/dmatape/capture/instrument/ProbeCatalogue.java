// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.instrument;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every function the recorder knows how to probe, under every name from 6.1 to 7.3.
final class ProbeCatalogue {

    /// The variable with the address of the array of struct page (x86-64), which turns page pointers into physical
    /// addresses.
    static final String PAGE_ARRAY = "vmemmap_base";

    private ProbeCatalogue() {}

    static List<FunctionProbe> functions() {
        return Stream.of(VirtqueueProbes.all(), DmaProbes.all(), IommuProbes.all())
                .flatMap(List::stream)
                .toList();
    }

    /// Everything whose presence in a kernel matters.
    static Set<String> symbols() {
        return Stream.concat(functions().stream().map(FunctionProbe::symbol), Stream.of(PAGE_ARRAY))
                .collect(Collectors.toSet());
    }
}
