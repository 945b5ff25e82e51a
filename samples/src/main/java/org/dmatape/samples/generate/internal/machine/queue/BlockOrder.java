// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.queue;

import java.util.OptionalLong;

/// What is special about a block request, if anything.
///
/// @param token its token
/// @param statusByte what is done with its status byte
/// @param dataMemory where its data lies, when it must be memory that nothing else uses, [#OWN_MEMORY_PAGES] long
record BlockOrder(long token, StatusByte statusByte, OptionalLong dataMemory) {

    static final int OWN_MEMORY_PAGES = 8;

    /// What is done with a request's status byte.
    enum StatusByte {
        MAPPED,
        UNMAPPED_EARLY,
        NOT_MAPPED
    }

    /// Nothing is special.
    static BlockOrder healthy(long token) {
        return new BlockOrder(token, StatusByte.MAPPED, OptionalLong.empty());
    }

    BlockOrder with(StatusByte other) {
        return new BlockOrder(token, other, dataMemory);
    }

    BlockOrder withDataAt(long phys) {
        return new BlockOrder(token, statusByte, OptionalLong.of(phys));
    }
}
