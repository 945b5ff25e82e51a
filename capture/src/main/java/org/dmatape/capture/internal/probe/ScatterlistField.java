// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.internal.probe;

import org.dmatape.capture.eventformat.EventField;
import org.dmatape.capture.internal.decode.DynamicField;
import org.dmatape.capture.internal.merge.EventCursor;

/// Raw `struct scatterlist` entries that a probe fetched as an array of 64-bit words, on a 64-bit kernel.
///
/// ```
///   word 0   page_link      struct page pointer; bit 0: link to another list, bit 1: last entry
///   word 1   offset         low half: offset in the page
///            length         high half: bytes
///   word 2   dma_address    where the list was mapped beforehand
///   word 3   dma_length     low half
///            dma_flags      high half
/// ```
/// Source: include/linux/scatterlist.h. With `vmemmap`, the array of all struct page (64 bytes each), a page pointer
/// gives the physical address: (page - vmemmap) / 64 * 4096.
final class ScatterlistField {

    /// Nothing known of a physical address.
    static final long UNKNOWN = -1;

    private static final int WORDS_PER_ENTRY = 4;
    private static final int PAGE_LINK = 0;
    private static final int OFFSET_AND_LENGTH = 1;
    private static final int DMA_ADDRESS = 2;
    private static final int DMA_LENGTH = 3;
    private static final long DMA_LENGTH_MASK = 0xffff_ffffL;
    private static final long LINK_CHAIN = 1;
    private static final long LINK_LAST = 2;
    private static final long LINK_FLAGS = 3;
    private static final int LENGTH_SHIFT = 32;
    private static final long OFFSET_MASK = 0xffff_ffffL;
    private static final int STRUCT_PAGE_BYTES = 64;
    private static final int PAGE_BYTES = 4096;

    private final DynamicField words;

    ScatterlistField(EventField field) {
        this.words = DynamicField.of(field);
    }

    static boolean isScatterlist(EventField field) {
        return field.elementSizeBytes() == Long.BYTES && field.name().matches("sg\\d*|sgl|sglist");
    }

    /// What entry 1 of list n links to, fetched as `sgN_link`: block drivers keep two entries in place and link the
    /// rest.
    static boolean isLinked(EventField field) {
        return field.elementSizeBytes() == Long.BYTES && field.name().matches("sg\\d+_link");
    }

    /// Whether an entry is the link to another list.
    boolean isLink(EventCursor event, int entry) {
        return (word(event, entry, PAGE_LINK) & LINK_CHAIN) != 0;
    }

    /// Entries that were fetched.
    int count(EventCursor event) {
        return words.count(event) / WORDS_PER_ENTRY;
    }

    /// Whether there is an entry: a fetch that failed leaves zeros.
    boolean isEntry(EventCursor event, int entry) {
        long link = word(event, entry, PAGE_LINK);
        return (link & LINK_CHAIN) == 0 && (link & ~LINK_FLAGS) != 0;
    }

    /// Whether there is an entry of a list that was mapped beforehand: it needs no page, only an address and a length.
    boolean isPremapped(EventCursor event, int entry) {
        return (word(event, entry, PAGE_LINK) & LINK_CHAIN) == 0 && premappedBytes(event, entry) != 0;
    }

    boolean isLast(EventCursor event, int entry) {
        return (word(event, entry, PAGE_LINK) & LINK_LAST) != 0;
    }

    long sizeBytes(EventCursor event, int entry) {
        return word(event, entry, OFFSET_AND_LENGTH) >>> LENGTH_SHIFT;
    }

    /// Bytes of an entry that was mapped beforehand. Linux has them in dma_length since 6.13, and had them in length.
    long premappedBytes(EventCursor event, int entry) {
        long mapped = word(event, entry, DMA_LENGTH) & DMA_LENGTH_MASK;
        return mapped != 0 ? mapped : sizeBytes(event, entry);
    }

    long dmaAddress(EventCursor event, int entry) {
        return word(event, entry, DMA_ADDRESS);
    }

    long physAddress(EventCursor event, int entry, long vmemmap) {
        long page = word(event, entry, PAGE_LINK) & ~LINK_FLAGS;
        return physOfPage(page, word(event, entry, OFFSET_AND_LENGTH) & OFFSET_MASK, vmemmap);
    }

    /// The physical address of a byte in a page, from its struct page; [#UNKNOWN] when that pointer is none.
    static long physOfPage(long structPage, long offset, long vmemmap) {
        long distance = structPage - vmemmap;
        return vmemmap == 0 || structPage == 0 || distance < 0 || distance % STRUCT_PAGE_BYTES != 0
                ? UNKNOWN
                : distance / STRUCT_PAGE_BYTES * PAGE_BYTES + offset;
    }

    private long word(EventCursor event, int entry, int word) {
        return words.element(event, entry * WORDS_PER_ENTRY + word);
    }
}
