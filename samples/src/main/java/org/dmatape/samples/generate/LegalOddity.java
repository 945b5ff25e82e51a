// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

/// Behaviour that is legal, looks like a bug, and must raise no finding.
public enum LegalOddity {
    /// The event of an unmap is written after the IOVA has been handed out again: another CPU's map of the same IOVA
    /// stands before it.
    CROSS_CPU_INVERSION,
    /// Coherent memory from a pool: allocated with an event, freed without one.
    POOL_FREE_WITHOUT_EVENT,
    /// A scatterlist so long that the map event is truncated and the unmap event does not fit the ring at all.
    SCATTERLIST_WITHOUT_UNMAP,
    /// An unmap of what was mapped before the recording began.
    MAPPED_BEFORE_RECORDING,
    /// The same bytes mapped twice at once, both times for reading.
    READ_ONLY_DOUBLE_MAP,
    /// A page pool's page, mapped for as long as the pool keeps it.
    PAGE_POOL_MAPPING,
    /// A buffer that is still with its device when the recording ends.
    IN_FLIGHT_AT_END,
    /// An interrupt that arrives while a buffer is being added on the same CPU.
    INTERRUPT_INSIDE_ADD
}
