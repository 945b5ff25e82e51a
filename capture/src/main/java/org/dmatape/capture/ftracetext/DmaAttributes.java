// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.util.List;

/// DMA attributes and directions by the names the kernel prints (include/linux/dma-mapping.h, dma-direction.h).
final class DmaAttributes {

    private static final class Attribute {

        private final byte[] name;
        private final long bit;

        Attribute(String name, int bit) {
            this.name = AsciiBytes.of(name);
            this.bit = 1L << bit;
        }
    }

    private static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute("WEAK_ORDERING", 1),
            new Attribute("WRITE_COMBINE", 2),
            new Attribute("NO_KERNEL_MAPPING", 4),
            new Attribute("SKIP_CPU_SYNC", 5),
            new Attribute("FORCE_CONTIGUOUS", 6),
            new Attribute("ALLOC_SINGLE_PAGES", 7),
            new Attribute("NO_WARN", 8),
            new Attribute("PRIVILEGED", 9),
            new Attribute("MMIO", 10),
            new Attribute("CACHE_CLEAN", 11),
            new Attribute("CACHELINES_OVERLAP", 11),
            new Attribute("REQUIRE_COHERENT", 12),
            new Attribute("CC_SHARED", 13),
            new Attribute("ALLOC_CC_SHARED", 14));
    private static final List<byte[]> DIRECTIONS = List.of(
            AsciiBytes.of("BIDIRECTIONAL"),
            AsciiBytes.of("TO_DEVICE"),
            AsciiBytes.of("FROM_DEVICE"),
            AsciiBytes.of("NONE"));

    private DmaAttributes() {}

    /// The bits of names joined by `|`; what the kernel had no name for stands as a number at the end.
    static long bits(TextLine line, int from, int to) {
        long bits = 0;
        int at = from;
        while (at < to) {
            int bar = line.indexOf('|', at, to);
            int end = bar < 0 ? to : bar;
            bits |= bit(line, at, end);
            at = end + 1;
        }
        return bits;
    }

    private static long bit(TextLine line, int from, int to) {
        for (Attribute attribute : ATTRIBUTES) {
            if (line.equal(from, to, attribute.name)) {
                return attribute.bit;
            }
        }
        return Math.max(0, line.number(from, to));
    }

    /// The number of a direction (enum dma_data_direction).
    static long direction(TextLine line, int from, int to) {
        for (int i = 0; i < DIRECTIONS.size(); i++) {
            if (line.equal(from, to, DIRECTIONS.get(i))) {
                return i;
            }
        }
        long number = line.number(from, to);
        return number >= 0 && number < DIRECTIONS.size() ? number : DIRECTIONS.size() - 1;
    }
}
