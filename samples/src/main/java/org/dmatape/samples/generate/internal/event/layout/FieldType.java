// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.layout;

/// Types of event fields, as the kernel spells them.
public enum FieldType {
    BOOL("bool", 1, false),
    U8("u8", 1, false),
    U16("u16", 2, false),
    U32("u32", 4, false),
    S32("s32", 4, true),
    U64("u64", 8, false),
    INT("int", 4, true),
    GFP("gfp_t", 4, false),
    DIRECTION("enum dma_data_direction", 4, false),
    UNSIGNED_LONG("unsigned long", 0, false),
    SIZE("size_t", 0, false),
    POINTER("void *", 0, false),
    DMA_ADDRESS("dma_addr_t", 0, false),
    /// A string behind the fixed part; the field holds its offset and length.
    STRING("__data_loc char[]", 4, false),
    /// The same in a probe, where the kernel calls it signed.
    PROBE_STRING("__data_loc char[]", 4, true),
    U64_ARRAY("__data_loc u64[]", 4, false),
    U32_ARRAY("__data_loc unsigned int[]", 4, false);

    private final String spelling;
    private final int bytes;
    private final boolean signed;

    FieldType(String spelling, int bytes, boolean signed) {
        this.spelling = spelling;
        this.bytes = bytes;
        this.signed = signed;
    }

    String spelling() {
        return spelling;
    }

    /// Size; 0 in the table above stands for a kernel `long`.
    public int bytes(int longBytes) {
        return bytes == 0 ? longBytes : bytes;
    }

    boolean signed() {
        return signed;
    }
}
