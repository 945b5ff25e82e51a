// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.samples.generate;

import java.util.Optional;

/// How long operations take.
///
/// @param machine recordings that share this seed are of one machine; without one each is of another
/// @param mapTailPercent how much longer the slowest twentieth of mappings take, 0 to 1000
public record Latency(Optional<Long> machine, int mapTailPercent) {

    /// Refuses tails of more than eleven times the usual.
    public Latency {
        GeneratorLimits.require(
                mapTailPercent >= 0 && mapTailPercent <= 1000,
                "the slowest mappings take 0 to 1000 percent longer, not " + mapTailPercent);
    }

    /// A machine of its own, as fast as it is.
    public static Latency defaults() {
        return new Latency(Optional.empty(), 0);
    }
}
