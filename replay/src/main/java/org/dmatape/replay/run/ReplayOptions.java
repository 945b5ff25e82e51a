// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

/// Which part of a tape is replayed, how fast, and where to look closer. The model executes everything up to the end of
/// the part; what comes before its beginning is executed without waiting and not shown.
///
/// @param speed how fast
/// @param part which part
/// @param shown what of it is shown
/// @param states where the state is told
/// @param stopOnDivergence whether the first divergence shown that is an error ends the replay
public record ReplayOptions(
        Speed speed, ReplayedPart part, ShownSteps shown, ToldStates states, boolean stopOnDivergence) {

    /// The whole tape, without waiting.
    public static ReplayOptions defaults() {
        return new ReplayOptions(Speed.MAX, ReplayedPart.WHOLE, ShownSteps.DIVERGENCES, ToldStates.NONE, false);
    }

    /// The same at another speed.
    public ReplayOptions withSpeed(Speed other) {
        return new ReplayOptions(other, part, shown, states, stopOnDivergence);
    }

    /// The same of another part.
    public ReplayOptions withPart(ReplayedPart other) {
        return new ReplayOptions(speed, other, shown, states, stopOnDivergence);
    }

    /// The same with something else shown.
    public ReplayOptions withShown(ShownSteps other) {
        return new ReplayOptions(speed, part, other, states, stopOnDivergence);
    }

    /// The same with the state told there.
    public ReplayOptions withStates(ToldStates other) {
        return new ReplayOptions(speed, part, shown, other, stopOnDivergence);
    }

    /// The same, ending with the first divergence shown that is an error.
    public ReplayOptions stoppingOnDivergence() {
        return new ReplayOptions(speed, part, shown, states, true);
    }
}
