// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.List;
import java.util.OptionalLong;

/// Where the state is told: what is mapped and in flight.
///
/// @param beforeEvents events before which it is told, sorted
/// @param atNs time of the tape's clock after which it is told
public record ToldStates(List<Long> beforeEvents, OptionalLong atNs) {

    /// Nowhere.
    public static final ToldStates NONE = new ToldStates(List.of(), OptionalLong.empty());

    /// Sorts the events.
    public ToldStates {
        beforeEvents = beforeEvents.stream().sorted().distinct().toList();
    }
}
