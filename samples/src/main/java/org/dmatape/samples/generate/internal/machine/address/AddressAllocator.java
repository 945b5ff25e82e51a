// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate.internal.machine.address;

import org.dmatape.samples.generate.internal.event.layout.CpuTrace;

/// Hands out ranges of DMA addresses.
public interface AddressAllocator {

    /// A range of at least `bytes`, aligned to its size rounded up to a power of two.
    long allocate(CpuTrace cpu, long bytes);

    /// Takes a range back.
    void release(CpuTrace cpu, long address, long bytes);
}
