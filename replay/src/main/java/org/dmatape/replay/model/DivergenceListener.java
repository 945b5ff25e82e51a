// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.model;

/// Hears of divergences as soon as they are certain, which for some is only at the end of the tape.
@FunctionalInterface
public interface DivergenceListener {

    /// One more.
    void diverged(Divergence divergence);
}
