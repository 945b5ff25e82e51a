// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.ftracetext;

import java.util.Set;

/// How the text of a field becomes bytes of a record.
enum FieldEncoding {
    /// A number as C prints it; words of outcomes (`handled`, `FORCE`) count as 1, others as 0.
    NUMBER,
    /// Hexadecimal digits, with or without `0x`.
    HEX,
    /// `TO_DEVICE` or 1.
    DIRECTION,
    /// Names of DMA attributes joined by `|`, or a number.
    ATTRS,
    /// `a/b`: a was recorded, b is what there was.
    SECOND_OF_PAIR,
    /// A text, in quotes or not.
    TEXT,
    /// `{0x1,0x2}`, or bytes of 64-bit numbers: `ARRAY[01, 00, ...]`, with the kernel's option `fields` just
    /// `01,00,...`.
    ARRAY,
    /// The same, of 32-bit numbers.
    ARRAY_OF_INTS;

    private static final Set<String> TEXTS = Set.of("device", "dev", "dev_name", "driver", "iommu", "name");
    private static final Set<String> HEX_NUMBERS = Set.of(
            "dma_addr",
            "addr",
            "phys_addr",
            "virt_addr",
            "dma_mask",
            "dev_addr",
            "iova",
            "paddr",
            "start",
            "end",
            "qw0",
            "qw1",
            "qw2",
            "qw3");

    /// The encoding of a kernel event's field.
    static FieldEncoding ofKernelField(String field) {
        return switch (field) {
            case "dir" -> DIRECTION;
            case "attrs" -> ATTRS;
            case "full_nents", "full_ents" -> SECOND_OF_PAIR;
            case "phys_addrs", "dma_addrs", "addrs" -> ARRAY;
            case "lengths" -> ARRAY_OF_INTS;
            default -> {
                if (TEXTS.contains(field)) {
                    yield TEXT;
                }
                yield HEX_NUMBERS.contains(field) ? HEX : NUMBER;
            }
        };
    }

    /// The encoding of a probe's field, as its values look.
    static FieldEncoding ofProbeField(String field, FieldEncoding seen) {
        return field.startsWith("__probe") ? HEX : seen;
    }

    /// What the value of a probe's field shows: a number, unless it cannot be one.
    static FieldEncoding ofProbeValue(TextLine line, int from, int to) {
        byte first = line.at(from);
        if (first == '{' || (first == 'A' && line.at(to - 1) == ']')) {
            return ARRAY;
        }
        boolean unknown = from >= to || first == '(';
        return unknown || line.number(from, to) != TextLine.NO_NUMBER ? NUMBER : TEXT;
    }

    /// Whether the bytes lie behind the fixed part of the record.
    boolean isDynamic() {
        return this == TEXT || this == ARRAY || this == ARRAY_OF_INTS;
    }
}
