// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.event.probe;

/// Where the simulated kernel keeps the `struct page` of a physical page (x86-64: `vmemmap_base`, 64 bytes each).
final class StructPages {

    static final long VMEMMAP = 0xffe9_872d_c000_0000L;

    private static final int PAGE_SHIFT = 12;
    private static final int STRUCT_PAGE_SHIFT = 6;

    private StructPages() {}

    static long of(long phys) {
        return VMEMMAP + (phys >>> PAGE_SHIFT << STRUCT_PAGE_SHIFT);
    }
}
