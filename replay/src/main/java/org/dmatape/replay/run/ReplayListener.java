// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.run;

import org.dmatape.replay.model.Divergence;

/// Hears what a replay does while it does it.
public interface ReplayListener {

    /// The model could not follow.
    void diverged(Divergence divergence);

    /// A step was executed. Only told when asked for.
    default void step(Step step) {}

    /// The state was asked for here.
    default void state(StateSnapshot snapshot) {}
}
