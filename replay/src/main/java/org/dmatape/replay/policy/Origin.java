// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.replay.policy;

import java.util.Locale;

/// Where a figure comes from.
public enum Origin {
    /// Read off the tape.
    RECORDED,
    /// Follows from the recorded operations one by one.
    COUNTED,
    /// Depends on what happened before: from a model of queues, caches, pools or allocators.
    SIMULATED,
    /// Counts times entries of the cost table.
    COST;

    /// The word for it in output.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
