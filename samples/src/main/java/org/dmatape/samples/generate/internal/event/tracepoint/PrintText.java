// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.tracepoint;

import java.util.List;
import java.util.stream.Collectors;
import org.dmatape.samples.generate.KernelFlavour;

/// Pieces of `print fmt` that several events share.
final class PrintText {

    static final String DIRECTION = "__print_symbolic(REC->dir, { 0, \"BIDIRECTIONAL\" }, { 1, \"TO_DEVICE\" }, "
            + "{ 2, \"FROM_DEVICE\" }, { 3, \"NONE\" })";

    private record Flag(int bit, String name) {}

    private static final List<Flag> ATTRIBUTES = List.of(
            new Flag(1, "WEAK_ORDERING"),
            new Flag(2, "WRITE_COMBINE"),
            new Flag(4, "NO_KERNEL_MAPPING"),
            new Flag(5, "SKIP_CPU_SYNC"),
            new Flag(6, "FORCE_CONTIGUOUS"),
            new Flag(7, "ALLOC_SINGLE_PAGES"),
            new Flag(8, "NO_WARN"),
            new Flag(9, "PRIVILEGED"));

    private static final List<Flag> ATTRIBUTES_SINCE_7 = List.of(
            new Flag(10, "MMIO"),
            new Flag(11, "CACHELINES_OVERLAP"),
            new Flag(12, "REQUIRE_COHERENT"),
            new Flag(13, "CC_SHARED"),
            new Flag(14, "ALLOC_CC_SHARED"));

    private PrintText() {}

    static String attributes(KernelFlavour kernel) {
        String names = flags(ATTRIBUTES);
        return "__print_flags(REC->attrs, \"|\", "
                + (kernel.hasPhysEvents() ? names + ", " + flags(ATTRIBUTES_SINCE_7) : names) + ")";
    }

    static String array(String field, String elementType) {
        return "__print_array(__get_dynamic_array(" + field + "), __get_dynamic_array_len(" + field + ") / sizeof("
                + elementType + "), sizeof(" + elementType + "))";
    }

    /// How `min(REC->field, 128)` comes out of the kernel's preprocessor; user space cannot parse it.
    static String cappedCount(String field, int unique) {
        String x = "__UNIQUE_ID_x_" + unique;
        String y = "__UNIQUE_ID_y_" + (unique + 1);
        return "({ int " + x + " = (REC->" + field + "); int " + y + " = (128); ((" + x + ") < (" + y + ") ? (" + x
                + ") : (" + y + ")); })";
    }

    private static String flags(List<Flag> flags) {
        return flags.stream()
                .map(flag -> "{ (1UL << " + flag.bit() + "), \"" + flag.name() + "\" }")
                .collect(Collectors.joining(", "));
    }
}
