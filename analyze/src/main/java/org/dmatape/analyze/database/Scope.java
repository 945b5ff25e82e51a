// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.database;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Which part of a tape an answer is about. Pairing always sees the whole tape; the scope chooses among
/// its results, so that a mapping made before `fromNs` is still known afterwards.
///
/// @param device name of a DMA device (0000:00:03.0) or of a virtio device (virtio0)
/// @param fromNs earliest time, counted from the start of the tape
/// @param toNs latest time, counted from the start of the tape
/// @param cpu CPU that recorded the event
/// @param pids threads that did it, outside of interrupts; empty for any
public record Scope(
        Optional<String> device, OptionalLong fromNs, OptionalLong toNs, OptionalInt cpu, List<Integer> pids) {

    public Scope {
        pids = List.copyOf(pids);
    }

    /// The whole tape.
    public static Scope everything() {
        return new Scope(Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(), List.of());
    }

    /// The same for these threads only.
    public Scope ofThreads(List<Integer> threads) {
        return new Scope(device, fromNs, toNs, cpu, threads);
    }

    /// True when nothing is left out.
    public boolean isEverything() {
        return equals(everything());
    }
}
