// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.capture.live;

import org.dmatape.capture.internal.tracefs.BufferSizes;

/// The ring buffers a recording gets.
///
/// @param perCpuKib buffer of each CPU in KiB
/// @param grow whether they are made larger when they run full
/// @param pageKib page (sub-buffer) of a buffer in KiB, where the kernel lets it be chosen
/// @param pageIsWish whether the kernel's own page will do when it refuses that one
public record RingBuffers(long perCpuKib, boolean grow, int pageKib, boolean pageIsWish) {

    BufferSizes sizes() {
        return new BufferSizes(perCpuKib, pageKib, pageIsWish);
    }
}
