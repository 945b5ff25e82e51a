// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

/// One summand of the CPU time of a policy.
///
/// @param item what was done
/// @param count how often; of [CostItem#COPY] in KiB
/// @param nsEach what one takes
/// @param source where that comes from
public record CostLine(CostItem item, double count, double nsEach, String source) {

    /// What it takes in all.
    public double ns() {
        return count * nsEach;
    }
}
