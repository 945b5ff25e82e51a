// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy.internal;

import java.util.List;
import org.dmatape.replay.policy.CostTable;
import org.dmatape.replay.policy.Policy;
import org.dmatape.replay.policy.PolicyOptions;

/// What is to be said of a tape.
///
/// @param policies in the order of the result
/// @param options the sizes they are modelled with
/// @param costs what their operations cost
public record AskedPolicies(List<Policy> policies, PolicyOptions options, CostTable costs) {

    /// Copies the list.
    public AskedPolicies {
        policies = List.copyOf(policies);
    }
}
