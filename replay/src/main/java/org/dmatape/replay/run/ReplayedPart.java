// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.OptionalLong;

/// Which part of a tape is replayed.
///
/// @param fromNs shown from this time of the tape's clock on
/// @param toNs replayed up to this time
/// @param firstEvent shown from this event on
/// @param lastEvent replayed up to this event
public record ReplayedPart(OptionalLong fromNs, OptionalLong toNs, long firstEvent, long lastEvent) {

    /// All of it.
    public static final ReplayedPart WHOLE = ofEvents(0, Long.MAX_VALUE);

    /// The events between two, whenever they happened.
    public static ReplayedPart ofEvents(long firstEvent, long lastEvent) {
        return new ReplayedPart(OptionalLong.empty(), OptionalLong.empty(), firstEvent, lastEvent);
    }
}
