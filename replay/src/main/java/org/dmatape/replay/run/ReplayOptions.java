// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Which part of a tape is replayed, how fast, and where to look closer. The model executes everything up to the end of
/// the part; what comes before its beginning is executed without waiting and not shown.
///
/// @param speed how fast
/// @param fromNs shown from this time of the tape's clock on
/// @param toNs replayed up to this time
/// @param firstEvent shown from this event on
/// @param lastEvent replayed up to this event
/// @param device only this device is shown
/// @param kinds only these kinds of steps are shown and waited for
/// @param steps whether each step is told, and not only divergences
/// @param stopOnDivergence whether the first divergence shown that is an error ends the replay
/// @param breaks events before which the state is told
/// @param atNs time of the tape's clock after which the state is told
public record ReplayOptions(
        Speed speed,
        OptionalLong fromNs,
        OptionalLong toNs,
        long firstEvent,
        long lastEvent,
        Optional<String> device,
        Set<StepKind> kinds,
        boolean steps,
        boolean stopOnDivergence,
        List<Long> breaks,
        OptionalLong atNs) {

    /// Copies the collections; the breaks are sorted.
    public ReplayOptions {
        kinds = Set.copyOf(kinds);
        breaks = breaks.stream().sorted().distinct().toList();
    }

    /// The whole tape, without waiting.
    public static ReplayOptions defaults() {
        return new ReplayOptions(
                Speed.MAX,
                OptionalLong.empty(),
                OptionalLong.empty(),
                0,
                Long.MAX_VALUE,
                Optional.empty(),
                EnumSet.allOf(StepKind.class),
                false,
                false,
                List.of(),
                OptionalLong.empty());
    }
}
