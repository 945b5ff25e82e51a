// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

/// Where the kernel keeps its array of struct page (`vmemmap_base` on x86-64), once some probe has fetched it. It
/// differs from boot to boot, and turns a struct page pointer into a physical address.
public final class PageArray {

    private long vmemmap;

    /// A probe fetched the base.
    void learn(long base) {
        vmemmap = base == 0 ? vmemmap : base;
    }

    /// The base, or 0 while it is not known.
    long vmemmap() {
        return vmemmap;
    }

    /// The physical address of a byte of a page, or [ScatterlistField#UNKNOWN].
    long physAddress(long structPage, long offset) {
        return ScatterlistField.physOfPage(structPage, offset, vmemmap);
    }
}
