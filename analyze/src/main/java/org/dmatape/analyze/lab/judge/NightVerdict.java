// SPDX-License-Identifier: Apache-2.0
// Copyright The dmatape authors
package org.dmatape.analyze.lab.judge;

import java.util.Locale;

/// What a night, or a scenario of it, comes to.
public enum NightVerdict {
    /// Something that fails a night, under the settings.
    FAILED,
    /// Too little could be seen: events were lost, runs are missing or broken, or nothing could be compared.
    INCONCLUSIVE,
    /// There are too few nights to compare with; for a scenario, not for a night.
    LEARNING,
    /// What could be judged is as before.
    PASSED;

    /// As people and programs read it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
