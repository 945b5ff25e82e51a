// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.facts;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.dmatape.format.read.Tape;
import org.dmatape.replay.event.TapeNames;
import org.dmatape.replay.facts.internal.DeviceCursor;
import org.dmatape.replay.facts.internal.LossCursor;
import org.dmatape.replay.facts.internal.SourceScan;

/// What is known of a tape before its first event.
///
/// @param devices its devices
/// @param losses where events are missing
/// @param sources the recordings it was made of
public record TapeFacts(List<KnownDevice> devices, List<LostSpan> losses, SourceFacts sources) {

    /// Copies the lists.
    public TapeFacts {
        devices = List.copyOf(devices);
        losses = List.copyOf(losses);
    }

    /// Reads the tables that are no events, and what the others say of their sources.
    ///
    /// @param names get the names of the devices
    public static TapeFacts read(Tape tape, TapeNames names) {
        try (BufferAllocator allocator = new RootAllocator();
                DeviceCursor devices = new DeviceCursor(names);
                LossCursor losses = new LossCursor()) {
            devices.open(tape, allocator);
            losses.open(tape, allocator);
            return new TapeFacts(devices.all(), losses.all(), new SourceScan(tape, allocator).facts());
        }
    }
}
